import { isFiniteVector, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { denseCurvature } from "./dense_curvature.ts";
import { lanczosCurvature } from "./lanczos_curvature.ts";
import { flatness, type LocalCurvature, scaleOf } from "./local_curvature.ts";
import type { Rounding } from "./measure_rounding.ts";
import { nearestZero } from "./nearest_zero.ts";
import { hasSlope } from "./null_slope.ts";

/** Up to here the Hessian is computed and decomposed as a whole. */
const denseUpTo = 1000;

/**
 * Where a point lies.
 *
 * - `zero`: ∇L vanishes at `point`, which is nearby.
 * - `flat`: what is left of ∇L lies in directions without curvature.
 * - `none`: neither.
 */
export interface Place {
  readonly state: "zero" | "flat" | "none";
  readonly point: Float64Array;
  /** At `point`; absent where it would be large and nothing depends on it. */
  readonly curvature?: LocalCurvature;
  /** From where it was looked for, and how Newton's method got there. */
  readonly path?: { readonly distance: number; readonly contraction: number };
  /** The gradient is another one at neighboring numbers, as at kinks of relu. */
  readonly isKink?: boolean;
}

/**
 * Looks for a zero of ∇L, as near as `tolerance` says in comparison with ‖θ‖;
 * undefined where gradient or Hessian are not finite.
 */
export function locate(
  objective: Objective,
  point: Float64Array,
  gradient: Float64Array,
  { gradients: noise }: Rounding,
  tolerance: number,
): Place | undefined {
  if (!isFiniteVector(gradient)) return undefined;
  const isDense = point.length <= denseUpTo;
  const curvatureAt = (θ: Float64Array) =>
    isDense ? denseCurvature(objective, θ) : lanczosCurvature(objective, θ);
  const first = curvatureAt(point);
  if (first === undefined) return undefined;
  const flat: Place = { state: "flat", point, curvature: first };
  const none: Place = isDense
    ? { ...flat, state: "none" }
    : { state: "none", point };
  const scale = scaleOf(point);
  const rounding = Math.max(...noise.map(norm));
  if (!isDense && norm(gradient) > rounding) {
    // ‖g‖² = gᵀH H⁻¹g ≤ ‖H g‖ ‖H⁻¹g‖: how long a Newton step is at least
    const size = norm(gradient);
    const image = norm(objective.hessianVectorProduct(point, gradient));
    if (image <= flatness * first.size * size) return flat;
    if (size * size > tolerance * scale * image) return none;
  }
  // rounding is some ε of this
  if (rounding > flatness * first.size * scale) {
    return { ...none, isKink: true };
  }
  const search = { curvatureAt, noise };
  // what is left to gain across a valley is of second order in the distance
  const floor = nearestZero(objective, point, first, "stiff", {
    ...search,
    within: Math.sqrt(tolerance) * scale,
  });
  if (floor === undefined) return none;
  const within = tolerance * scale;
  const zero = nearestZero(
    objective,
    floor.parameters,
    floor.curvature,
    "resolved",
    { ...search, within },
  );
  if (zero === undefined) return flat;
  const { parameters, gradient: rest, curvature } = zero;
  const place = { parameters, gradient: rest, noise, within };
  if (hasSlope(curvature.lowest(), objective, place)) return flat;
  const distance = norm(parameters.map((x, i) => x - point[i]));
  if (distance > within) return none;
  const contraction = Math.max(floor.contraction, zero.contraction);
  return {
    state: "zero",
    point: parameters,
    curvature,
    path: { distance, contraction },
  };
}
