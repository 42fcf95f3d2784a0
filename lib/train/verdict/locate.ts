import { isFiniteVector, norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { denseCurvature } from "./dense_curvature.ts";
import { lanczosCurvature } from "./lanczos_curvature.ts";
import type { LocalCurvature } from "./local_curvature.ts";
import type { Rounding } from "./measure_rounding.ts";
import { nearestZero } from "./nearest_zero.ts";
import { fallsAlong } from "./null_slope.ts";

/** Up to here the Hessian is computed and decomposed as a whole. */
const denseUpTo = 1000;

/** Directions of less curvature than this part of ‖H‖ are flat. */
const flatness = Math.sqrt(Number.EPSILON);

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
}

/**
 * Looks for a zero of ∇L within a distance; undefined where gradient or Hessian
 * are not finite.
 */
export function locate(
  objective: Objective,
  point: Float64Array,
  gradient: Float64Array,
  { gradients: noise }: Rounding,
  within: number,
): Place | undefined {
  const isDense = point.length <= denseUpTo;
  const curvatureAt = (θ: Float64Array) =>
    isDense ? denseCurvature(objective, θ) : lanczosCurvature(objective, θ);
  if (!isFiniteVector(gradient)) return undefined;
  const first = curvatureAt(point);
  if (first === undefined) return undefined;
  const flat: Place = { state: "flat", point, curvature: first };
  if (!isDense && norm(gradient) > Math.max(...noise.map(norm))) {
    // ‖g‖² = gᵀH H⁻¹g ≤ ‖H g‖ ‖H⁻¹g‖: how long a Newton step is at least
    const size = norm(gradient);
    const image = norm(objective.hessianVectorProduct(point, gradient));
    if (image <= flatness * first.size * size) return flat;
    if (size * size > within * image) return { state: "none", point };
  }
  const search = { first, curvatureAt, noise, within };
  const zero = nearestZero(objective, point, "resolved", search);
  if (zero) {
    const { parameters, curvature, distance, contraction } = zero;
    const place = { parameters, gradient: zero.gradient, noise, within };
    if (fallsAlong(curvature.lowest(), objective, place)) return flat;
    const path = { distance, contraction };
    return { state: "zero", point: parameters, curvature, path };
  }
  const isFlat = isDense && nearestZero(objective, point, "stiff", search);
  return isFlat ? flat : { ...flat, state: "none" };
}
