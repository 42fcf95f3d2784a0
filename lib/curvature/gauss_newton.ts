import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { checkPoint } from "../options/mod.ts";
import { jacobianBlocks } from "./jacobian_blocks.ts";

/** A Hessian in two parts: H = G + (H − G). */
export interface GaussNewton {
  /** G = 2 JᵀJ/N (p × p, row-major): never negative. */
  readonly matrix: Float64Array;
  /** H − G (p × p): the residuals times the curvature of the network. */
  readonly difference: Float64Array;
  /** ‖H − G‖/‖H‖ in Frobenius norms; 0 at a perfect fit. */
  readonly relativeDifference: number;
}

/**
 * The Gauss–Newton matrix of a sum of squares L = ‖r‖²/N at θ, with J = ∂r/∂θ,
 * and what it lacks of the Hessian. With penalties these are in G, as a whole.
 *
 * For matrices that would not fit in memory `topEigenpairs`, `spectralDensity`
 * and `hessianTrace` take `matrix: "gaussNewton"` or `"difference"`.
 *
 * Cost: a Hessian, a Jacobian, and p² operations per residual.
 *
 * @throws {RangeError} If θ does not have p entries, or the matrix is too large.
 * @throws {TypeError} If an argument is of another type, or the loss is no sum
 * of squares.
 */
export function gaussNewton(
  objective: Objective,
  θ: ArrayLike<number>,
): GaussNewton {
  const act = "compute the Gauss–Newton matrix";
  const point = checkPoint(act, objective, θ);
  const p = point.length;
  const squares = objective.unpenalized?.() ?? objective;
  const jacobian = jacobianBlocks(act, squares, point);
  const difference = squares.hessian(point);
  const matrix = new Float64Array(p * p);
  const scale = 2 / jacobian.samples;
  jacobian.each((J, _, rows) => {
    for (let n = 0; n < rows; n++) {
      const row = n * p;
      for (let i = 0; i < p; i++) {
        const factor = scale * J[row + i];
        if (factor === 0) continue;
        for (let j = 0; j <= i; j++) matrix[i * p + j] += factor * J[row + j];
      }
    }
  });
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) matrix[j * p + i] = matrix[i * p + j];
  }
  const H = objective === squares ? difference : objective.hessian(point);
  const size = norm(H);
  const withPenalties = objective === squares
    ? matrix
    : matrix.map((x, k) => x + H[k] - difference[k]);
  addScaled(difference, -1, matrix, difference);
  return {
    matrix: withPenalties,
    difference,
    relativeDifference: norm(difference) / (size || 1),
  };
}
