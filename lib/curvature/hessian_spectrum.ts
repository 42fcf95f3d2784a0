import {
  addScaled,
  matrixVector,
  norm,
  symmetricEigen,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { HessianSpectrum } from "./spectrum.ts";

/**
 * All eigenvalues and eigenvectors of the Hessian at θ, with the residual of
 * each pair. Values are NaN where the Hessian is not finite.
 *
 * Cost: one Hessian and about 11 p³ operations.
 *
 * @throws {RangeError} If θ does not have p entries.
 */
export function hessianSpectrum(
  objective: Objective,
  θ: Float64Array,
): HessianSpectrum {
  const p = objective.parameterCount;
  if (θ.length !== p) {
    throw new RangeError(
      `Cannot decompose the Hessian at ${θ.length} parameters, expected ${p}`,
    );
  }
  const H = objective.hessian(θ);
  const { values, vectors } = symmetricEigen(H, p);
  const eigenvectors = Array.from(
    values,
    (_, k) => vectors.slice(k * p, k * p + p),
  );
  const difference = new Float64Array(p);
  const residuals = values.map((λ, k) => {
    matrixVector(H, eigenvectors[k], difference);
    return norm(addScaled(difference, -λ, eigenvectors[k], difference));
  });
  return { eigenvalues: values, eigenvectors, residuals };
}
