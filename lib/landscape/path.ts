import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Trajectory } from "../verdict/trajectory.ts";
import { checkVector } from "./check.ts";
import { lossTurns } from "./losses.ts";
import type { Plane } from "./plane.ts";
import {
  anObjective,
  checkArguments,
  holding,
  numbers,
  points,
} from "../options/mod.ts";

/** A path drawn on a plane, with how far it is from lying in it. */
export interface PlanePath {
  /** In-plane coordinates of each point (the least-squares projection). */
  readonly xs: Float64Array;
  /** The coordinate along v. */
  readonly ys: Float64Array;
  /** The true loss of each point. */
  readonly losses: Float64Array;
  /** The loss of the plane at each projection. */
  readonly planeLosses: Float64Array;
  /** Distance of each point from the plane. */
  readonly distances: Float64Array;
  /** Share of the path's squared displacement from the center in the plane. */
  readonly varianceExplained: number;
}

/**
 * A trajectory projected on a plane by least squares, with what the picture
 * alone would hide: each point's true loss beside the loss of the plane at its
 * projection, its distance from the plane, and the share of the squared
 * displacement from the center that lies in the plane (1 for a path that never
 * leaves the center).
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If lengths differ or the directions are parallel.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   pathOnPlane,
 *   plane,
 *   principalDirections,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { trajectory, parameters } = train(objective, θ);
 * const [u, v] = principalDirections(trajectory, parameters);
 * const flat = plane(objective, parameters, [u, v], { resolution: 9 });
 * const path = pathOnPlane(objective, flat, trajectory);
 * assertEquals(path.xs.length, trajectory.parameters.length);
 * ```
 */
export function pathOnPlane(
  objective: Objective,
  plane: Pick<Plane, "center" | "directions">,
  trajectory: Pick<Trajectory, "parameters" | "losses">,
): PlanePath {
  const turns = pathTurns(objective, plane, trajectory);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
  }
}

const aPlane = holding("a plane", { center: numbers, directions: points });

const aTrajectory = holding("a trajectory, with parameters and losses", {
  parameters: points,
  losses: numbers,
});

/** The same as {@linkcode pathOnPlane}, with places to stop on the way. */
export function* pathTurns(
  objective: Objective,
  plane: Pick<Plane, "center" | "directions">,
  trajectory: Pick<Trajectory, "parameters" | "losses">,
): Generator<undefined, PlanePath> {
  const act = "draw a path on a plane";
  checkArguments(act, { objective, plane, trajectory }, {
    objective: anObjective,
    plane: aPlane,
    trajectory: aTrajectory,
  });
  const { center, directions: [u, v] } = plane;
  checkVector(act, objective, "center", center);
  checkVector(act, objective, "u", u);
  checkVector(act, objective, "v", v);
  const uu = dot(u, u);
  const uv = dot(u, v);
  const vv = dot(v, v);
  const determinant = uu * vv - uv * uv;
  if (!(determinant > 1e-14 * uu * vv)) {
    throw new RangeError(
      `Cannot ${act}: the directions span a parallelogram of squared area ${determinant}, expected two that are not parallel`,
    );
  }
  const p = center.length;
  const count = trajectory.parameters.length;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  const distances = new Float64Array(count);
  const Θ = new Float64Array(count * p);
  const displacement = new Float64Array(p);
  let total = 0;
  let outside = 0;
  trajectory.parameters.forEach((θ, k) => {
    checkVector(act, objective, `point ${k}`, θ);
    addScaled(θ, -1, center, displacement);
    total += dot(displacement, displacement);
    const du = dot(displacement, u);
    const dv = dot(displacement, v);
    xs[k] = (vv * du - uv * dv) / determinant;
    ys[k] = (uu * dv - uv * du) / determinant;
    addScaled(displacement, -xs[k], u, displacement);
    addScaled(displacement, -ys[k], v, displacement);
    distances[k] = norm(displacement);
    outside += distances[k] ** 2;
    const projection = Θ.subarray(k * p, k * p + p);
    addScaled(center, xs[k], u, projection);
    addScaled(projection, ys[k], v, projection);
  });
  const planeLosses = new Float64Array(count);
  yield* lossTurns(objective, Θ, count, planeLosses);
  return {
    xs,
    ys,
    losses: trajectory.losses.slice(),
    planeLosses,
    distances,
    varianceExplained: total > 0 ? 1 - outside / total : 1,
  };
}

/**
 * The smallest square around a path and the center, with a margin of a fifth
 * on each side: what a plane has to cover to show both.
 */
export function extentOfPath(
  path: Pick<PlanePath, "xs" | "ys">,
): { readonly x: [number, number]; readonly y: [number, number] } {
  const [left, right] = rangeWithZero(path.xs);
  const [bottom, top] = rangeWithZero(path.ys);
  // A run that did not move still has a neighborhood to look at.
  const half = 0.7 * Math.max(right - left, top - bottom) || 1;
  const x = (left + right) / 2;
  const y = (bottom + top) / 2;
  return { x: [x - half, x + half], y: [y - half, y + half] };
}

function rangeWithZero(values: Float64Array): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0],
  );
}
