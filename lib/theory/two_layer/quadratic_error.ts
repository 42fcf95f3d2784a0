import type { Dataset } from "../../data/mod.ts";
import {
  type LeastSquares,
  leastSquares,
} from "../double_descent/weight_errors.ts";
import { timesTransposed } from "../linear_model/matrices.ts";
import {
  type SingularCoordinates,
  toSynaptic,
} from "./singular_coordinates.ts";

/** The least squares of a dataset, and what their solution leaves. */
export interface LeastError extends LeastSquares {
  /** ‖Y − XBᵀ‖²: what no map can do better. */
  readonly least: number;
}

/** Reads the samples once. */
export function leastError(data: Dataset): LeastError {
  const solution = leastSquares(data);
  const { inputCount: d, outputCount: outputs, samples, inputs } = data;
  const targets = data.targets!;
  const fitted = timesTransposed(
    inputs,
    solution.minimumNorm,
    samples,
    d,
    outputs,
  );
  let least = 0;
  for (let n = 0; n < fitted.length; n++) {
    least += (targets[n] - fitted[n]) ** 2;
  }
  return { ...solution, least };
}

/**
 * ‖Y − XWᵀ‖² = least + Σ λᵢ ‖(W − B) vᵢ‖² as a function of W, or of W in the
 * coordinates given: right to all digits also where W comes close to B, at a
 * cost of outputs × inputs² products whatever the number of samples.
 */
export function quadraticError(
  { least, eigenvalues, directions, minimumNorm }: LeastError,
  outputs: number,
  coordinates?: SingularCoordinates,
): (W: Float64Array) => number {
  const d = eigenvalues.length;
  const B = coordinates
    ? toSynaptic(minimumNorm, coordinates, outputs, d)
    : minimumNorm;
  const rows = coordinates
    ? timesTransposed(directions, coordinates.Vt, d, d, d)
    : directions.slice();
  for (let n = 0; n < rows.length; n++) {
    rows[n] *= Math.sqrt(eigenvalues[Math.floor(n / d)]);
  }
  return (W) => {
    let sum = least;
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < d; i++) {
        let along = 0;
        for (let j = 0; j < d; j++) {
          along += rows[i * d + j] * (W[o * d + j] - B[o * d + j]);
        }
        sum += along * along;
      }
    }
    return sum;
  };
}
