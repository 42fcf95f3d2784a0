import type { EigenvalueBounds } from "../curvature/mod.ts";
import { norm } from "../linalg/mod.ts";

/** Directions of less curvature than this part of ‖H‖ are flat. */
export const flatness: number = Math.sqrt(Number.EPSILON);

/** What lengths are compared with: ‖θ‖, or 1 where that is more. */
export function scaleOf(θ: Float64Array): number {
  return Math.max(1, norm(θ));
}

/** How many times larger than its noise a gradient must be to count. */
export const significance = 10;

/** The low end of the spectrum at a point. */
export interface LowEigenvalues extends EigenvalueBounds {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** How many are negative beyond their bounds. */
  readonly index: number;
  /** An orthonormal basis of the directions without curvature. */
  readonly nullVectors: readonly Float64Array[];
  /** The smallest |λ| of the others. */
  readonly gap: number;
}

/** Eigenvalues by their signs, where these are known. */
export interface Signs {
  /** How many are negative beyond their bounds. */
  readonly index: number;
  /** Which are zero within their bounds. */
  readonly nulls: readonly number[];
  /** The smallest |λ| of those that are not. */
  readonly gap: number;
}

/** Sorts eigenvalues by their signs. */
export function signsOf(
  eigenvalues: Float64Array,
  boundOf: (k: number) => number,
): Signs {
  const nulls: number[] = [];
  let index = 0;
  let gap = Infinity;
  eigenvalues.forEach((λ, k) => {
    if (Math.abs(λ) <= boundOf(k)) nulls.push(k);
    else gap = Math.min(gap, Math.abs(λ));
    if (λ < -boundOf(k)) index++;
  });
  return { index, nulls, gap };
}

/**
 * The directions that a Newton step may use: all whose eigenvalue is told from
 * zero, or only those that are not flat.
 */
export type Directions = "resolved" | "stiff";

/** The Hessian at a point, as far as a verdict needs it. */
export interface LocalCurvature {
  readonly method: "dense" | "lanczos";
  /** ‖H‖. */
  readonly size: number;
  /**
   * The Newton step −H⁻¹ g in some directions, of which those count in which g is
   * more than its noise: differences of gradients that are rounding, and what θ
   * itself has no digits for.
   */
  newtonStep(
    g: Float64Array,
    noise: readonly Float64Array[],
    along: Directions,
    out: Float64Array,
  ): Float64Array;
  /** The Newton step for another g, in the directions of the step before. */
  simplifiedStep(g: Float64Array, out: Float64Array): Float64Array;
  /** (gᵀ|H|⁻¹g)^½ in the directions that are told from zero. */
  decrement(g: Float64Array): number;
  /** The smallest eigenvalues. */
  lowest(): LowEigenvalues;
}
