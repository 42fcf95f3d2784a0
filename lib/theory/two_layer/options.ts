import {
  countFrom,
  finiteFrom,
  flag,
  listOf,
  nested,
  number,
  oneOf,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import { exp, log } from "../../special/mod.ts";

/** The weights of a two-layer network without biases, x ↦ W₂ f(W₁ x). */
export interface TwoLayerWeights {
  /** W₁ (hidden × inputs, row-major). */
  readonly first: ArrayLike<number>;
  /** W₂ (outputs × hidden, row-major). */
  readonly second: ArrayLike<number>;
}

/** How {@linkcode trainTwoLayer} trains. */
export interface TwoLayerTrainingOptions {
  /** Hidden neurons; default 50. */
  readonly hidden?: number;
  /** Where it starts, in the original coordinates; default: diagonal. */
  readonly start?: TwoLayerWeights;
  /** Standard deviations of the diagonal start's entries; default 0.1 and 0.1. */
  readonly scales?: ArrayLike<number>;
  /** Of the diagonal start, drawn from PyTorch's generator; default 12. */
  readonly seed?: number;
  /** Rotates the hidden layer of the diagonal start at random; default true. */
  readonly rotated?: boolean;
  /** Rates of the two layers per iteration; default 0.001 and 0.001. */
  readonly rates?: ArrayLike<number>;
  /** γ: in iteration t rates are divided by 1 + γ(t + 1); default 0. */
  readonly decay?: number;
  /** Default 100 000. */
  readonly iterations?: number;
  /**
   * "synaptic": W₁ and W₂ in the singular coordinates of the least-squares map;
   * "original" (default): as they are.
   */
  readonly coordinates?: "synaptic" | "original";
  /**
   * "half" (default): steps along half the gradient of the summed squared error,
   * as written by hand; "whole": along the gradient, twice as far.
   */
  readonly gradient?: "half" | "whole";
  /**
   * "sequential" (default): W₂ moves after W₁ and by its new value;
   * "simultaneous": both by the old ones.
   */
  readonly update?: "sequential" | "simultaneous";
  /** Of the hidden layer; "relu" needs original coordinates. Default "identity". */
  readonly activation?: "identity" | "relu";
  /**
   * Iterations to keep, ascending, from 0 to iterations − 1; default: all, with
   * relu 700 geometrically spaced.
   */
  readonly times?: ArrayLike<number>;
  /**
   * In synaptic coordinates, as the source computes: the covariance with V and
   * Vᵀ swapped, which is the same where V is a permutation; and weight errors of
   * the transposed synaptic weights against β of the original space. Default
   * false: both in one space.
   */
  readonly asPublished?: boolean;
}

/** What {@linkcode trainTwoLayer} takes. */
export const twoLayerTrainingOptions: OptionTable<TwoLayerTrainingOptions> = {
  hidden: sizeFrom(1),
  start: nested({
    first: required(listOf(number)),
    second: required(listOf(number)),
  }),
  scales: listOf(finiteFrom(0)),
  seed: number,
  rotated: flag,
  rates: listOf(finiteFrom(0)),
  decay: finiteFrom(0),
  iterations: sizeFrom(1),
  coordinates: oneOf("synaptic", "original"),
  gradient: oneOf("half", "whole"),
  update: oneOf("sequential", "simultaneous"),
  activation: oneOf("identity", "relu"),
  times: listOf(countFrom(0)),
  asPublished: flag,
};

/**
 * Iterations from 1 to `iterations` − 1, geometrically spaced and rounded down,
 * each once.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { geometricTimes } from "@thalweg/thalweg";
 *
 * const times = geometricTimes(1000, 10); // dense at first
 * assertEquals(times.at(-1), 999);
 * ```
 */
export function geometricTimes(iterations: number, points = 700): number[] {
  const last = Math.max(iterations - 1, 1);
  const step = log(last) / Math.max(points - 1, 1);
  const all = Array.from(
    { length: points },
    // a rounding below a whole number stays with it
    (_, k) => Math.floor(exp(step * k) * (1 + 1e-12)),
  );
  return [...new Set([...all, last])].filter((t) => t < iterations);
}
