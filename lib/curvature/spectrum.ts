import { eigenResiduals, symmetricEigen } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { checkFinitePoint } from "../options/mod.ts";
import { nonFinite } from "./non_finite.ts";

/** The eigendecomposition of a Hessian. */
export interface HessianSpectrum {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** eigenvectors[k] (p, unit length) belongs to eigenvalues[k]. */
  readonly eigenvectors: readonly Float64Array[];
  /** ‖H v − λ v‖ of each pair. */
  readonly residuals: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of the Hessian at θ, from exact formulas, each
 * pair with the residual ‖H v − λ v‖. The residual bounds the distance from λ to
 * an eigenvalue of H as it was computed; rounding in H itself, which it cannot
 * see, moves eigenvalues by up to ‖δH‖, often many times the residual where
 * terms cancel. `prove` encloses the eigenvalues of the true Hessian.
 *
 * Cost: one Hessian and about 7 p³ operations.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ does not have p entries, or the Hessian there is
 * not finite.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   hessianSpectrum,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { eigenvalues } = hessianSpectrum(objective, θ); // ascending
 * assertEquals(eigenvalues.length, objective.parameterCount);
 * ```
 */
export function hessianSpectrum(
  objective: Objective,
  θ: ArrayLike<number>,
): HessianSpectrum {
  const point = checkFinitePoint("compute the Hessian spectrum", objective, θ);
  const p = point.length;
  const H = objective.hessian(point);
  const { status, values, vectors } = symmetricEigen(H, p);
  if (status !== "completed") {
    throw nonFinite("compute the Hessian spectrum", "Hessian");
  }
  const eigenvectors = Array.from(
    values,
    (_, k) => vectors.slice(k * p, (k + 1) * p),
  );
  const residuals = eigenResiduals(H, p, { values, vectors });
  return { eigenvalues: values, eigenvectors, residuals };
}
