import type { Objective } from "../../objective/objective.ts";
import { checkOptions, type OptionTable, sizeFrom } from "../../options/mod.ts";
import { checkVector } from "../check.ts";
import { evenlySpaced, lossesAt } from "../losses.ts";

/** How many points of a path are looked at. */
export interface InterpolationOptions {
  /** Points, both ends included; 51 by default. */
  readonly resolution?: number;
}

/** What {@linkcode interpolation} takes. */
export const interpolationOptions: OptionTable<InterpolationOptions> = {
  resolution: sizeFrom(2),
};

/** The loss along a path from one point to another. */
export interface Interpolation {
  /** t from 0, the first point, to 1, the second one. */
  readonly ts: Float64Array;
  /** The loss at each. */
  readonly losses: Float64Array;
  /**
   * How far the loss rises above the line between its values at the ends, at
   * most, at the points looked at: never negative.
   */
  readonly barrier: number;
  /** The t at which it does. */
  readonly barrierAt: number;
}

/**
 * The loss along the straight line from one point to another, and its barrier.
 *
 * @throws {RangeError} If lengths do not fit, a number is not finite, or an
 * option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @see Frankle, Dziugaite, Roy and Carbin, Linear mode connectivity and the
 * lottery ticket hypothesis, 2020, whose barrier this is.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   interpolation,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const there = initialize(net, { seed: 3 });
 * const { losses } = interpolation(objective, θ, there);
 * assertAlmostEquals(losses[0], objective.loss(θ), 1e-12);
 * ```
 */
export function interpolation(
  objective: Objective,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  options: InterpolationOptions = {},
): Interpolation {
  const act = "interpolate";
  const a = checkVector(act, objective, "from", from);
  const b = checkVector(act, objective, "to", to);
  checkOptions(act, options, interpolationOptions);
  const { resolution = 51 } = options;
  const p = a.length;
  const ts = evenlySpaced(0, 1, resolution);
  const Θ = new Float64Array(resolution * p);
  ts.forEach((t, k) => {
    for (let i = 0; i < p; i++) Θ[k * p + i] = (1 - t) * a[i] + t * b[i];
  });
  return alongPath(ts, lossesAt(objective, Θ, resolution, ts.slice()));
}

/** What the losses of a path say. */
export function alongPath(
  ts: Float64Array,
  losses: Float64Array,
): Interpolation {
  let barrier = 0;
  let barrierAt = 0;
  ts.forEach((t, k) => {
    const rise = losses[k] - (1 - t) * losses[0] -
      t * losses[losses.length - 1];
    if (!(rise > barrier)) return;
    barrier = rise;
    barrierAt = t;
  });
  return { ts, losses, barrier, barrierAt };
}
