import { norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { checkArguments, number } from "../options/mod.ts";
import { checkDirection, checkVector } from "./check.ts";

/**
 * The point at a distance from θ along a direction, of whatever length: from a
 * saddle along an eigenvector of a negative eigenvalue the flow leaves it, one way
 * for a positive distance, the other way for a negative one.
 *
 * @throws {RangeError} If lengths do not fit, a number is not finite, or the
 * direction is zero.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   direction,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   perturbAlong,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "random", seed: 1 });
 * const near = perturbAlong(objective, θ, u, 0.1);
 * assertEquals(near.length, θ.length);
 * ```
 */
export function perturbAlong(
  objective: Objective,
  θ: ArrayLike<number>,
  direction: ArrayLike<number>,
  distance: number,
): Float64Array {
  const act = "perturb";
  const point = checkVector(act, objective, "θ", θ);
  const d = checkDirection(act, objective, "direction", direction);
  checkArguments(act, { distance }, {
    distance: {
      ...number,
      expected: "a finite number",
      isInRange: Number.isFinite,
    },
  });
  const scale = distance / norm(d);
  return point.map((x, i) => x + scale * d[i]);
}
