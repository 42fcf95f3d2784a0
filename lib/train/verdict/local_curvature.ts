/** The low end of the spectrum at a point. */
export interface LowEigenvalues {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  readonly residuals: Float64Array;
  readonly bounds: Float64Array;
  /** How many are negative beyond their bounds. */
  readonly index: number;
  /** An orthonormal basis of the directions without curvature. */
  readonly nullVectors: readonly Float64Array[];
  /** The smallest |λ| of the others. */
  readonly gap: number;
}

/**
 * The directions that a Newton step may use: all whose eigenvalue is told from
 * zero, or only those where it is more than √ε of the largest.
 */
export type Directions = "resolved" | "stiff";

/** The Hessian at a point, as far as a verdict needs it. */
export interface LocalCurvature {
  readonly method: "dense" | "lanczos";
  /** ‖H‖. */
  readonly size: number;
  /** The Newton step −H⁻¹ g in some directions, zero in the others. */
  newtonStep(
    g: Float64Array,
    along: Directions,
    out: Float64Array,
  ): Float64Array;
  /** (gᵀ|H|⁻¹g)^½ in the directions that are told from zero. */
  decrement(g: Float64Array): number;
  /** The smallest eigenvalues. */
  lowest(): LowEigenvalues;
}
