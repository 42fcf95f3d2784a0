import { checkpoint } from "../checkpoint.ts";
import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { checkFinitePoint } from "../options/mod.ts";
import { curvatureMap } from "./curvature_map.ts";

/** A Hessian in two parts: H = G + (H − G). */
export interface GaussNewton {
  /** G = Jᵀ S J (p × p, row-major): without penalties never negative. */
  readonly matrix: Float64Array;
  /** H − G (p × p): the loss's slope times the curvature of the network. */
  readonly difference: Float64Array;
  /** ‖H − G‖/‖H‖ in Frobenius norms; 0 at a perfect fit. */
  readonly relativeDifference: number;
}

/**
 * The Gauss–Newton matrix at θ, and what it lacks of the Hessian: G = Jᵀ S J with
 * the Jacobian J of outputs and the curvature S of the loss in these, 2/N for a
 * sum of squares L = ‖r‖²/N, ω (diag q − q qᵀ)/N per sample for crossEntropy with
 * probabilities q. With penalties these are in G, as a whole.
 *
 * For matrices that would not fit in memory `topEigenpairs`, `spectralDensity`
 * and `hessianTrace` take `matrix: "gaussNewton"` or `"difference"`.
 *
 * Cost: a Hessian, a Jacobian, and 4 p² operations per output and sample.
 *
 * @throws {RangeError} If θ does not have p entries, or the matrix is too large.
 * @throws {TypeError} If an argument is of another type, or the loss is neither a
 * sum of squares nor crossEntropy.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   gaussNewton,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { matrix, difference } = gaussNewton(objective, θ);
 * const hessian = objective.hessian(θ);
 * assertAlmostEquals(matrix[0] + difference[0], hessian[0], 1e-12);
 * ```
 */
export function gaussNewton(
  objective: Objective,
  θ: ArrayLike<number>,
): GaussNewton {
  const act = "compute the Gauss–Newton matrix";
  const point = checkFinitePoint(act, objective, θ);
  const p = point.length;
  const { product } = curvatureMap(act, objective, point, {
    matrix: "gaussNewton",
  });
  const H = objective.hessian(point);
  const matrix = new Float64Array(p * p);
  const unit = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    checkpoint();
    unit[i] = 1;
    product(unit, matrix.subarray(i * p, i * p + p));
    unit[i] = 0;
  }
  const difference = addScaled(H, -1, matrix, new Float64Array(p * p));
  return {
    matrix,
    difference,
    relativeDifference: norm(difference) / (norm(H) || 1),
  };
}
