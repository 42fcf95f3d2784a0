import type { EigenvalueBounds } from "../curvature/mod.ts";

/** Directions of less curvature than this part of ‖H‖ are flat. */
export const flatness: number = Math.sqrt(Number.EPSILON);

/** What the parameter's length is compared with: |θᵢ|, or 1 where that is more. */
export function scalesOf(θ: Float64Array): Float64Array {
  return θ.map((x) => Math.max(1, Math.abs(x)));
}

/** How many times larger than its noise a gradient must be to count. */
export const significance = 10;

/** The directions in which the sign of the curvature is not known. */
export interface NullSpace {
  /** Changes of θ, independent, each as long as the parameters' own units. */
  readonly directions: readonly Float64Array[];
  /** |dᵀH d| at most, for a change d that is a combination of them. */
  doubt(d: Float64Array): number;
  /** Whether one has negative curvature here, unlike, maybe, at the zero. */
  readonly isNegativeHere: boolean;
  /** The slope along them that a gradient across them can pretend. */
  leak(gradient: Float64Array): number;
  /**
   * The Newton step in stiff directions of θ's own units, if these tell it: where a
   * valley is curved, those that make rows alike may lead along its floor.
   */
  across?(g: Float64Array, out: Float64Array): Float64Array;
}

/** The low end of the spectrum at a point. */
export interface LowEigenvalues extends EigenvalueBounds {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** Their directions. */
  readonly eigenvectors: readonly Float64Array[];
  /** How many are negative for sure. */
  readonly index: number;
  /** How many of the others may be zero. */
  readonly nullity: number;
  /** An orthonormal basis of the directions without curvature. */
  readonly nullVectors: readonly Float64Array[];
  /** The same space, for steps along it. */
  readonly nullSpace: NullSpace;
  /** Whether smaller eigenvalues than these can have been missed. */
  readonly isIncomplete: boolean;
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
    const isKnown = Math.abs(λ) > boundOf(k);
    if (isKnown) gap = Math.min(gap, Math.abs(λ));
    else nulls.push(k);
    if (isKnown && λ < 0) index++;
  });
  return { index, nulls, gap };
}

/**
 * The directions that a Newton step may use: all whose eigenvalue is told from
 * zero, or only those that are not flat.
 */
export type Directions = "resolved" | "stiff";

/** What is left of ∇L at a point beside its zero. */
export interface Residue {
  readonly gradient: Float64Array;
  /** Differences of gradients that are rounding. */
  readonly noise: readonly Float64Array[];
  /** How far away is nearby, per parameter. */
  readonly within: Float64Array;
}

/** The Hessian at a point, as far as a verdict needs it. */
export interface LocalCurvature {
  readonly method: "dense" | "lanczos";
  /** ‖H‖, or a bit more. */
  readonly size: number;
  /** A change of θ in each parameter that counts alike. */
  readonly units: Float64Array;
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
  /**
   * The smallest eigenvalues: here, or at a zero of ∇L that is as far away as what
   * is left of the gradient here says.
   */
  lowest(residue?: Residue): LowEigenvalues;
}
