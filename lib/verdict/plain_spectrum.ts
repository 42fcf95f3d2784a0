import { boundEigenvalues } from "../curvature/mod.ts";
import {
  addScaled,
  infinityNorm,
  matrixVector,
  norm,
  symmetricEigen,
  transposedMatrixVector,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { eigenvalueDrift } from "./eigenvalue_drift.ts";
import {
  flatness,
  type LowEigenvalues,
  scalesOf,
  signsOf,
} from "./local_curvature.ts";

/** Eigenvalues that are reported at most, and positive ones at least. */
const most = 50;
const fewest = 6;
/** The difference to one other point is a sample of what may be. */
const caution = 2;

/** How many eigenvalues are looked at closely: all up to a few clear ones. */
export function clearOf(values: Float64Array, rounding: number): number {
  const clear = values.findIndex((λ) => λ > rounding);
  const p = values.length;
  return Math.min(p, (clear < 0 ? p : clear) + fewest);
}

/**
 * The low eigenvalues of H, the Hessian at θ, in the units that θ is given in. The
 * k-th bound is that of the k-th smallest, whatever its direction (Weyl).
 *
 * @param differences What it may be off by, one way or the other.
 */
export function plainSpectrum(
  objective: Objective,
  θ: Float64Array,
  H: Float64Array,
  differences: readonly Float64Array[],
): LowEigenvalues {
  const p = θ.length;
  const { values, vectors } = symmetricEigen(H, p);
  const size = Math.max(Math.abs(values[0]), Math.abs(values[p - 1]));
  const rounding = p * Number.EPSILON * size;
  const vectorOf = (k: number) => vectors.subarray(k * p, (k + 1) * p);
  const shown = Math.min(most, clearOf(values, rounding));
  const eigenvalues = values.slice(0, shown);
  const basis = Array.from(eigenvalues, (_, k) => vectorOf(k));
  const here = boundEigenvalues(objective, θ, eigenvalues, basis, size);
  const { residuals } = here;
  const drifts = differences.map((E) =>
    eigenvalueDrift(
      values,
      vectors,
      shown,
      (v) => matrixVector(E, v, new Float64Array(p)),
      rounding,
    ).ordered
  );
  const bounds = here.bounds.map((bound, k) =>
    bound + caution * Math.max(...drifts.map((drift) => drift[k]))
  );
  const boundOf = (k: number) => k < shown ? bounds[k] : rounding;
  const { index, nulls, gap } = signsOf(values, boundOf);
  const scale = norm(scalesOf(θ));
  const nullVectors = nulls.map(vectorOf);
  const bound = nulls.reduce((max, k) => Math.max(max, boundOf(k)), 0);
  return {
    eigenvalues,
    eigenvectors: basis,
    residuals,
    bounds,
    index,
    nullity: nulls.length,
    nullVectors,
    nullSpace: {
      directions: nullVectors.map((v) =>
        addScaled(new Float64Array(p), scale, v, new Float64Array(p))
      ),
      doubt: (d) => bound * norm(d) ** 2,
      isNegativeHere: false,
      across(g, out) {
        const along = matrixVector(vectors, g, new Float64Array(p));
        const steps = along.map((x, k) =>
          Math.abs(values[k]) > Math.max(flatness * size, boundOf(k))
            ? -x / values[k]
            : 0
        );
        return transposedMatrixVector(vectors, steps, out);
      },
      leak: (g) => scale * norm(g) * infinityNorm(residuals) / gap,
    },
    isIncomplete: false,
  };
}
