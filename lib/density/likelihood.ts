import { blockedLu } from "../linalg/mod.ts";
import { log } from "../special/mod.ts";
import type { InvertibleNetwork } from "./invertible_network.ts";
import {
  type FlowFunctions,
  forwardPass,
  functionsOf,
  newPass,
  type Pass,
} from "./pass.ts";
import { readSamples, type SampleMatrix } from "./samples.ts";

/**
 * The terms of the mean log-likelihood, in nats per sample; their sum is
 * {@linkcode logLikelihood}.
 */
export interface LogLikelihoodTerms {
  /** Mean of Σᵢ log p(zᵢ). */
  readonly base: number;
  /** Mean of Σ over hidden layers and coordinates of log σ′(yᵢ). */
  readonly activations: number;
  /** Σ over layers of log |det W|; the same for every sample. */
  readonly weights: number;
}

/** Samples that pass through the layers at once. */
const part = 1024;

/**
 * log q(x) of each sample, in nats: N numbers. One pass of N products of
 * features × features for each layer, and an LU factorization of each W.
 *
 * @throws {RangeError} If the samples do not fit.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { invertibleNetwork, logLikelihoods, toySet } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * assertEquals(logLikelihoods(flow, points).length, 100); // one per sample
 * ```
 */
export function logLikelihoods(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
): Float64Array {
  const X = readSamples("compute the log-likelihood", flow, inputs);
  const { base, activations, weights } = termsOfSamples(flow, X);
  return base.map((value, n) => value + activations[n] + weights);
}

/**
 * The mean log-likelihood of the samples, in nats per sample.
 *
 * @throws {RangeError} If the samples do not fit.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { invertibleNetwork, logLikelihood } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({
 *   features: 1,
 *   layers: [{ weights: [2], bias: [1] }],
 * });
 * // the density of (z − 1)/2 for a standard normal z, at 0
 * const expected = Math.log(2) - 0.5 - 0.5 * Math.log(2 * Math.PI);
 * assertAlmostEquals(logLikelihood(flow, [[0]]), expected, 1e-15);
 * ```
 */
export function logLikelihood(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
): number {
  const { base, activations, weights } = logLikelihoodTerms(flow, inputs);
  return base + activations + weights;
}

/**
 * The three terms of the mean log-likelihood.
 *
 * @throws {RangeError} If the samples do not fit.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import {
 *   invertibleNetwork,
 *   logLikelihood,
 *   logLikelihoodTerms,
 *   toySet,
 * } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const { base, activations, weights } = logLikelihoodTerms(flow, points);
 * const sum = base + activations + weights;
 * assertAlmostEquals(sum, logLikelihood(flow, points), 1e-12);
 * ```
 */
export function logLikelihoodTerms(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
): LogLikelihoodTerms {
  const X = readSamples("compute the log-likelihood", flow, inputs);
  const { base, activations, weights } = termsOfSamples(flow, X);
  return { base: mean(base), activations: mean(activations), weights };
}

/** What goes through the layers, layer by layer; see {@linkcode latents}. */
export interface Latents {
  /** z (N × features), row-major: y of the last layer. */
  readonly z: Float64Array;
  /** y of each layer (N × features), the last included. */
  readonly preActivations: readonly Float64Array[];
}

/**
 * The latent points of the samples, and what they are on the way.
 *
 * @throws {RangeError} If the samples do not fit.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { invertibleNetwork, latents, toySet } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const { z } = latents(flow, points); // what the network makes of the data
 * assertEquals(z.length, points.length);
 * ```
 */
export function latents(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
): Latents {
  const X = readSamples("find the latent points", flow, inputs);
  const pass = newPass(flow, X.length / flow.features);
  forwardPass(flow, functionsOf(flow), X, pass);
  const preActivations = pass.preActivations.map((y) => y.slice());
  return { z: preActivations[preActivations.length - 1], preActivations };
}

/** The terms sample by sample. */
interface SampleTerms {
  readonly base: Float64Array;
  readonly activations: Float64Array;
  readonly weights: number;
}

/** The terms of samples that are known to fit. */
export function termsOfSamples(
  flow: InvertibleNetwork,
  X: Float64Array,
): SampleTerms {
  const D = flow.features;
  const samples = X.length / D;
  const functions = functionsOf(flow);
  const base = new Float64Array(samples);
  const activations = new Float64Array(samples);
  let pass: Pass | undefined;
  for (let first = 0; first < samples; first += part) {
    const count = Math.min(part, samples - first);
    if (pass?.samples !== count) pass = newPass(flow, count);
    forwardPass(
      flow,
      functions,
      X.subarray(first * D, (first + count) * D),
      pass,
    );
    addTerms(functions, pass, D, base, activations, first);
  }
  return { base, activations, weights: logDeterminants(flow) };
}

function addTerms(
  { activation, base: { logDensity } }: FlowFunctions,
  { samples, preActivations }: Pass,
  D: number,
  base: Float64Array,
  activations: Float64Array,
  first: number,
): void {
  const last = preActivations.length - 1;
  preActivations.forEach((y, k) => {
    for (let n = 0; n < samples; n++) {
      let sum = 0;
      for (let i = n * D; i < (n + 1) * D; i++) {
        sum += k === last
          ? logDensity(y[i])
          : log(activation.derivative(y[i], activation.f(y[i])));
      }
      (k === last ? base : activations)[first + n] += sum;
    }
  });
}

/** Σ over layers of log |det W|; −∞ where one is singular. */
export function logDeterminants(
  { features: D, layers }: InvertibleNetwork,
): number {
  const pivots = new Int32Array(D);
  const factors = new Float64Array(D * D);
  let sum = 0;
  for (const { weights } of layers) {
    factors.set(weights);
    if (!blockedLu(factors, D, pivots)) {
      return weights.every(Number.isFinite) ? -Infinity : NaN;
    }
    for (let i = 0; i < D; i++) sum += log(Math.abs(factors[i * D + i]));
  }
  return sum;
}

/** The mean of some numbers. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
