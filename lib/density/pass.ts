import {
  block,
  partOf,
  type Precision,
  product,
  transposedBlock,
} from "../linalg/mod.ts";
import { type Activation, resolveActivation } from "../network/mod.ts";
import { resolveBase } from "./base.ts";
import type { Base } from "./bases/definition.ts";
import type { InvertibleNetwork } from "./invertible_network.ts";

/** What one pass through the layers leaves behind; arrays are N × features. */
export interface Pass {
  /** Number of samples N. */
  readonly samples: number;
  /** In which numbers products are computed. */
  readonly precision: Precision;
  /** What goes into each layer; the samples are the first. */
  readonly inputs: Float64Array[];
  /**
   * 2N rows for each layer: δ = ∂(−mean log-likelihood)/∂y without the term of
   * log |det W|, and below it y, so that one product takes both through Wᵀ.
   */
  readonly stacks: readonly Float64Array[];
  /** The lower half of each stack: y. */
  readonly preActivations: readonly Float64Array[];
}

/** Room for passes of N samples. */
export function newPass(
  { features, layers }: InvertibleNetwork,
  samples: number,
  precision: Precision = "float64",
): Pass {
  const length = samples * features;
  const stacks = layers.map(() => new Float64Array(2 * length));
  return {
    samples,
    precision,
    inputs: layers.map((_, k) => new Float64Array(k === 0 ? 0 : length)),
    stacks,
    preActivations: stacks.map((stack) => stack.subarray(length)),
  };
}

/** The functions that a flow names. */
export interface FlowFunctions {
  /** Between layers. */
  readonly activation: Activation;
  /** Of each latent coordinate. */
  readonly base: Base;
}

/** Looks them up. */
export function functionsOf(
  { activation, base }: InvertibleNetwork,
): FlowFunctions {
  return {
    activation: resolveActivation(activation),
    base: resolveBase(base),
  };
}

/** Fills inputs and pre-activations for the samples X (N × features). */
export function forwardPass(
  { features, layers }: InvertibleNetwork,
  { activation: { f } }: FlowFunctions,
  X: Float64Array,
  { samples, precision, inputs, preActivations }: Pass,
): void {
  inputs[0] = X;
  layers.forEach(({ weights, bias }, k) => {
    const y = preActivations[k];
    product(
      block(inputs[k], samples, features),
      block(weights, features, features),
      block(y, samples, features),
      "set",
      precision,
    );
    for (let n = 0; n < y.length; n += features) {
      for (let i = 0; i < features; i++) y[n + i] += bias[i];
    }
    const z = inputs[k + 1];
    if (z === undefined) return;
    for (let i = 0; i < y.length; i++) z[i] = f(y[i]);
  });
}

/** δ of the last layer, from the base density. */
export function latentErrors(
  { base }: FlowFunctions,
  { samples, stacks, preActivations }: Pass,
): void {
  const last = stacks.length - 1;
  const y = preActivations[last];
  const δ = stacks[last];
  for (let i = 0; i < y.length; i++) δ[i] = -base.score(y[i]) / samples;
}

/**
 * δ of layer k from back = δ Wᵀ of the layer behind: the slope of the activation
 * times it, less that of log σ′.
 */
export function hiddenErrors(
  { activation }: FlowFunctions,
  { samples, stacks, preActivations }: Pass,
  back: Float64Array,
  k: number,
): void {
  const y = preActivations[k];
  const δ = stacks[k];
  for (let i = 0; i < y.length; i++) {
    const value = activation.f(y[i]);
    const slope = activation.derivative(y[i], value);
    const bend = activation.secondDerivative(y[i], value, slope);
    δ[i] = back[i] * slope - bend / (slope * samples);
  }
}

/** Rows `from` to `to` of a stack, through Wᵀ, to the same rows of `out`. */
export function throughTransposed(
  { features, layers }: InvertibleNetwork,
  { samples, precision, stacks }: Pass,
  k: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const rows = (array: Float64Array) =>
    partOf(block(array, 2 * samples, features), from, 0, to - from, features);
  const W = block(layers[k].weights, features, features);
  product(rows(stacks[k]), transposedBlock(W), rows(out), "set", precision);
}
