import { dot } from "../linalg/mod.ts";
import type { Objective } from "../objective/mod.ts";
import type { Trajectory } from "../train/mod.ts";
import type { Plane } from "./plane.ts";

/** A path drawn on a plane, with how far it is from lying in it. */
export interface PlanePath {
  /** In-plane coordinates of each point (the least-squares projection). */
  readonly xs: Float64Array;
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
 * A trajectory projected onto a plane, told honestly: beside each projection
 * stand the true loss, the plane's loss there, and the distance between both.
 */
export function pathOnPlane(
  objective: Objective,
  plane: Pick<Plane, "center" | "directions">,
  trajectory: Trajectory,
): PlanePath {
  const { center, directions: [u, v] } = plane;
  const count = trajectory.parameters.length;
  const uu = dot(u, u);
  const uv = dot(u, v);
  const vv = dot(v, v);
  const determinant = uu * vv - uv * uv;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  const planeLosses = new Float64Array(count);
  const distances = new Float64Array(count);
  const d = new Float64Array(center.length);
  const projection = new Float64Array(center.length);
  let total = 0;
  let outside = 0;
  trajectory.parameters.forEach((θ, n) => {
    for (let i = 0; i < d.length; i++) d[i] = θ[i] - center[i];
    const du = dot(d, u);
    const dv = dot(d, v);
    const x = (vv * du - uv * dv) / determinant;
    const y = (uu * dv - uv * du) / determinant;
    let rest = 0;
    for (let i = 0; i < d.length; i++) {
      const inPlane = x * u[i] + y * v[i];
      projection[i] = center[i] + inPlane;
      rest += (d[i] - inPlane) ** 2;
    }
    xs[n] = x;
    ys[n] = y;
    planeLosses[n] = objective.loss(projection);
    distances[n] = Math.sqrt(rest);
    total += dot(d, d);
    outside += rest;
  });
  return {
    xs,
    ys,
    losses: Float64Array.from(trajectory.losses),
    planeLosses,
    distances,
    varianceExplained: total > 0 ? 1 - outside / total : 1,
  };
}
