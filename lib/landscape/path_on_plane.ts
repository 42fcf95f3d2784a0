import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Trajectory } from "../train/result.ts";
import { checkVector } from "./check.ts";
import { losses } from "./losses.ts";
import type { Plane, PlanePath } from "./plane.ts";

/**
 * A trajectory projected on a plane by least squares, with what the picture
 * alone would hide: each point's true loss beside the loss of the plane at its
 * projection, its distance from the plane, and the share of the squared
 * displacement from the center that lies in the plane (1 for a path that never
 * leaves the center).
 *
 * @throws {RangeError} If lengths differ or the directions are parallel.
 */
export function pathOnPlane(
  objective: Objective,
  plane: Pick<Plane, "center" | "directions">,
  trajectory: Pick<Trajectory, "parameters" | "losses">,
): PlanePath {
  const act = "draw a path on a plane";
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
  return {
    xs,
    ys,
    losses: trajectory.losses.slice(),
    planeLosses: losses(objective, Θ, count, new Float64Array(count)),
    distances,
    varianceExplained: total > 0 ? 1 - outside / total : 1,
  };
}
