import type { Objective } from "../objective/objective.ts";
import { checkFinite } from "../options/mod.ts";
import { checkDirection, checkVector } from "./check.ts";
import { lossesAt } from "./losses.ts";

/** Losses along one direction. */
export interface Slice {
  /** Multiples of the direction. */
  readonly offsets: Float64Array;
  /** The loss at each offset. */
  readonly losses: Float64Array;
}

/** One slice per parameter, on common offsets. */
export interface ParameterSlices {
  /** Added to one parameter at a time. */
  readonly offsets: Float64Array;
  /** losses[i][k] is the loss with offsets[k] added to parameter i. */
  readonly losses: readonly Float64Array[];
  /** "layer1.weight(0, 1)" … */
  readonly names: readonly string[];
}

/**
 * Losses at θ + offset · direction.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If lengths do not fit or a number is not finite.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   direction,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   slice,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "coordinate", index: 0 });
 * const { losses } = slice(objective, θ, u, [-1, 0, 1]);
 * assertEquals(losses[1], objective.loss(θ));
 * ```
 */
export function slice(
  objective: Objective,
  θ: ArrayLike<number>,
  direction: ArrayLike<number>,
  offsets: ArrayLike<number>,
): Slice {
  const act = "take a slice";
  const center = checkVector(act, objective, "θ", θ);
  const d = checkDirection(act, objective, "direction", direction);
  checkFinite(act, "offsets", offsets);
  const p = center.length;
  const Θ = new Float64Array(offsets.length * p);
  for (let k = 0; k < offsets.length; k++) {
    for (let i = 0; i < p; i++) Θ[k * p + i] = center[i] + offsets[k] * d[i];
  }
  const out = new Float64Array(offsets.length);
  return {
    offsets: Float64Array.from(offsets),
    losses: lossesAt(objective, Θ, offsets.length, out),
  };
}
