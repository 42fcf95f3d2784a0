import { checkpoint } from "../checkpoint.ts";
import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";

/** How far computed eigenvalues may be from those of the Hessian. */
export interface EigenvalueBounds {
  /** ‖H v − λ v‖ of each pair, with H v from a Hessian–vector product. */
  readonly residuals: Float64Array;
  /** The residual, and the rounding that it may not show: p ε ‖H‖. */
  readonly bounds: Float64Array;
}

/**
 * Bounds on the errors of eigenvalues at θ.
 *
 * Within ‖H v − λ v‖ of λ lies an eigenvalue of H. The product is computed along
 * another way than the matrix that λ is from: so the residual also holds the
 * difference between the two, which for Hessians by finite differences is the
 * larger part. What both have in common is the rounding of numbers of size
 * ‖H‖; p ε ‖H‖ is the bound that decides on the rank of a p × p matrix.
 *
 * @param size ‖H‖.
 */
export function boundEigenvalues(
  objective: Objective,
  θ: Float64Array,
  eigenvalues: ArrayLike<number>,
  eigenvectors: readonly Float64Array[],
  size: number,
): EigenvalueBounds {
  const p = objective.parameterCount;
  const Hv = new Float64Array(p);
  const residuals = Float64Array.from(eigenvalues, (λ, k) => {
    checkpoint();
    objective.hessianVectorProduct(θ, eigenvectors[k], Hv);
    return norm(addScaled(Hv, -λ, eigenvectors[k], Hv));
  });
  const rounding = p * Number.EPSILON * size;
  return { residuals, bounds: residuals.map((r) => r + rounding) };
}
