import type { Network } from "../network/network.ts";
import {
  anyOf,
  callable,
  nested,
  type Option,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";

/** The samples a kernel is evaluated on; a Dataset is one. */
export interface Samples {
  /** Number of samples N. */
  readonly samples: number;
  /** N × inputs, row-major. */
  readonly inputs: Float64Array;
  /** N × outputs, row-major. */
  readonly targets?: Float64Array;
  /** Class of each sample, in place of targets. */
  readonly labels?: Int32Array;
  /** Weight of each sample; absent means 1. */
  readonly weights?: Float64Array;
}

/**
 * A loss per sample ℓ(output, target), of plain data so that it travels to a
 * worker, or with the user's own functions per output component. With r = a − t:
 * meanSquaredError Σ r²; huber(δ) Σ r²/2 where |r| ≤ δ, else δ(|r| − δ/2), with
 * δ = 1 by default; logistic Σ log(1 + e^{−ta}) for targets ±1; crossEntropy
 * −Σ t ln a of a softmax layer.
 */
export type LossChoice =
  | "meanSquaredError"
  | "crossEntropy"
  | "logistic"
  | "huber"
  | `huber(${number})`
  | CustomLoss;

/** A user's own loss, summed over outputs: ℓ(a, t) and its derivatives in a. */
export interface CustomLoss {
  /** ℓ(a, t). */
  readonly value: (output: number, target: number) => number;
  /** ∂ℓ/∂a. */
  readonly derivative: (output: number, target: number) => number;
  /** ∂²ℓ/∂a². */
  readonly secondDerivative: (output: number, target: number) => number;
}

/** What an objective takes as a loss. */
export const lossChoice: Option = anyOf(
  text,
  nested(
    {
      value: required(callable),
      derivative: required(callable),
      secondDerivative: required(callable),
    } satisfies OptionTable<CustomLoss>,
  ),
);

/** The operations that every backend has, for one network, data, loss. */
export interface Kernels {
  /** The network whose parameters θ holds. */
  readonly network: Network;
  /** Mean loss. */
  loss(θ: Float64Array): number;
  /** Mean loss; the gradient (p) goes to `out`. */
  lossAndGradient(θ: Float64Array, out: Float64Array): number;
  /** Exact Hessian (p × p, row-major, symmetric to the last bit). */
  hessian(θ: Float64Array, out: Float64Array): Float64Array;
  /** H v without H. */
  hessianVectorProduct(
    θ: Float64Array,
    v: Float64Array,
    out: Float64Array,
  ): Float64Array;
  /** Losses for `count` parameter vectors one after another in Θ; optional. */
  lossBatch?(Θ: Float64Array, count: number, out: Float64Array): Float64Array;
  /** The same on samples start … start + count − 1, without copying; optional. */
  batch?(start: number, count: number): Kernels;
}
