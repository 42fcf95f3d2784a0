import { boundEigenvalues } from "../curvature/mod.ts";
import {
  matrixVector,
  symmetricEigen,
  transposedMatrixVector,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  flatness,
  type LocalCurvature,
  type LowEigenvalues,
  scaleOf,
  significance,
  signsOf,
} from "./local_curvature.ts";

/** Eigenvalues that are reported at most, and positive ones at least. */
const most = 50;
const fewest = 6;

/**
 * The curvature at θ from the whole Hessian and its eigendecomposition;
 * undefined where the Hessian is not finite.
 */
export function denseCurvature(
  objective: Objective,
  θ: Float64Array,
): LocalCurvature | undefined {
  const p = objective.parameterCount;
  const { status, values, vectors } = symmetricEigen(objective.hessian(θ), p);
  if (status !== "completed") return undefined;
  const size = Math.max(Math.abs(values[0]), Math.abs(values[p - 1]));
  const rounding = p * Number.EPSILON * size;
  const scale = scaleOf(θ);
  const stiff = flatness * size;
  const vectorOf = (k: number) => vectors.subarray(k * p, (k + 1) * p);

  const clear = values.findIndex((λ) => λ > rounding);
  const shown = Math.min(p, most, (clear < 0 ? p : clear) + fewest);
  const eigenvalues = values.slice(0, shown);
  const { residuals, bounds } = boundEigenvalues(
    objective,
    θ,
    eigenvalues,
    Array.from(eigenvalues, (_, k) => vectorOf(k)),
    size,
  );
  const boundOf = (k: number) => k < shown ? bounds[k] : rounding;
  const { index, nulls, gap } = signsOf(values, boundOf);
  const low: LowEigenvalues = {
    eigenvalues,
    residuals,
    bounds,
    index,
    nullVectors: nulls.map(vectorOf),
    gap,
  };
  const rotated = new Float64Array(p);
  const noiseOf = new Float64Array(p);
  const counts = new Uint8Array(p);

  /** The Newton step in the directions that count and where g is no noise. */
  function step(g: Float64Array, out: Float64Array): Float64Array {
    matrixVector(vectors, g, rotated);
    for (let k = 0; k < p; k++) {
      const isNoise = Math.abs(rotated[k]) <= significance * noiseOf[k];
      if (isNoise) counts[k] = 0;
      rotated[k] = counts[k] ? -rotated[k] / values[k] : 0;
    }
    return transposedMatrixVector(vectors, rotated, out);
  }

  return {
    method: "dense",
    size,
    newtonStep(g, noise, along, out) {
      for (let k = 0; k < p; k++) {
        const λ = Math.abs(values[k]);
        const isSeen = λ > boundOf(k) && (along === "resolved" || λ > stiff);
        counts[k] = isSeen ? 1 : 0;
        // ε is what is known of θ along any direction
        noiseOf[k] = Number.EPSILON * scale * λ;
      }
      for (const d of noise) {
        matrixVector(vectors, d, rotated);
        for (let k = 0; k < p; k++) {
          noiseOf[k] = Math.max(noiseOf[k], Math.abs(rotated[k]));
        }
      }
      return step(g, out);
    },
    simplifiedStep: step,
    decrement(g) {
      matrixVector(vectors, g, rotated);
      let sum = 0;
      for (let k = 0; k < p; k++) {
        const size = Math.abs(values[k]);
        if (size > boundOf(k)) sum += rotated[k] * rotated[k] / size;
      }
      return Math.sqrt(sum);
    },
    lowest: () => low,
  };
}
