import type { Dataset } from "../../data/mod.ts";
import { svd } from "../../linalg/mod.ts";
import {
  aDataset,
  checkArguments,
  holding,
  numbers,
} from "../../options/mod.ts";

/** The principal directions of a dataset's inputs, and its shortest best fit. */
export interface LeastSquares {
  /** Eigenvalues of XᵀX, descending (inputs); 0 beyond the samples. */
  readonly eigenvalues: Float64Array;
  /** inputs × inputs, row i is the unit direction of eigenvalues[i]. */
  readonly directions: Float64Array;
  /** Σyx Σxx⁺ (outputs × inputs): of all least-squares maps the shortest. */
  readonly minimumNorm: Float64Array;
}

/** An eigenvalue of XᵀX below this share of the largest counts as 0. */
const negligible = 1e-12;

/**
 * The least-squares problem of a dataset, through the singular values of X.
 *
 * @throws {TypeError} If it is no dataset with targets.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { leastSquares, linearModel } from "@thalweg/thalweg";
 *
 * const { data, coefficients } = linearModel({ samples: 20, inputs: 2, seed: 1 });
 * const { minimumNorm } = leastSquares(data);
 * assertEquals(minimumNorm.length, coefficients.length);
 * ```
 */
export function leastSquares(data: Dataset): LeastSquares {
  const act = "solve the least squares";
  checkArguments(act, { data }, { data: aDataset });
  const { samples, inputCount: d, outputCount, inputs, targets } = data;
  if (!targets) {
    throw new TypeError(`Cannot ${act}: labels, expected targets`);
  }
  // rows of zeros change nothing and make V whole
  const rows = Math.max(samples, d);
  const X = new Float64Array(rows * d);
  X.set(inputs);
  const { values, left, right } = svd(X, rows, d);
  const eigenvalues = values.map((s) => s * s);
  const minimumNorm = new Float64Array(outputCount * d);
  for (let i = 0; i < d; i++) {
    if (!(eigenvalues[i] > negligible * eigenvalues[0])) {
      eigenvalues[i] = 0;
      continue;
    }
    for (let o = 0; o < outputCount; o++) {
      let along = 0;
      for (let n = 0; n < samples; n++) {
        along += left[i * rows + n] * targets[n * outputCount + o];
      }
      for (let j = 0; j < d; j++) {
        minimumNorm[o * d + j] += along / values[i] * right[i * d + j];
      }
    }
  }
  return { eigenvalues, directions: right, minimumNorm };
}

/** Mean squares of weight errors along groups of directions; none of empty ones. */
export interface GroupErrors {
  /** Along directions with eigenvalues from √(largest · least above 0) on. */
  readonly large?: number;
  /** Along those with lesser ones above 0. */
  readonly small?: number;
  /** Along those that the inputs never take. */
  readonly zero?: number;
}

/**
 * The error of a linear map against another, by the size of the eigenvalue of
 * XᵀX: (V (W − W*)ᵀ)² averaged over the directions of each group and over
 * outputs. Where all eigenvalues are equal, they are large.
 *
 * @param weights W (outputs × inputs, row-major).
 * @param truth W*: β, or the minimum-norm solution.
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If the maps differ in size, or do not fit the directions.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { leastSquares, linearModel, weightErrors } from "@thalweg/thalweg";
 *
 * const { data, coefficients } = linearModel({ samples: 20, inputs: 2, seed: 1 });
 * const solution = leastSquares(data);
 * const errors = weightErrors(solution.minimumNorm, coefficients, solution);
 * assertEquals(typeof errors, "object"); // by the size of the eigenvalue
 * ```
 */
export function weightErrors(
  weights: ArrayLike<number>,
  truth: ArrayLike<number>,
  solution: Pick<LeastSquares, "eigenvalues" | "directions">,
): GroupErrors {
  const act = "compare the weights";
  checkArguments(act, { weights, truth, solution }, {
    weights: numbers,
    truth: numbers,
    solution: holding("what leastSquares found", {
      eigenvalues: numbers,
      directions: numbers,
    }),
  });
  const { eigenvalues, directions } = solution;
  const d = eigenvalues.length;
  if (weights.length !== truth.length || weights.length % d !== 0) {
    throw new RangeError(
      `Cannot ${act}: ${weights.length} and ${truth.length} weights, expected as many of both, ${d} for each output`,
    );
  }
  const present = eigenvalues.filter((λ) => λ > 0);
  const border = Math.sqrt(present[0] * present[present.length - 1]);
  const sums = { large: 0, small: 0, zero: 0 };
  const counts = { large: 0, small: 0, zero: 0 };
  for (let i = 0; i < d; i++) {
    const λ = eigenvalues[i];
    // a border among equal eigenvalues rounds to either side of them
    const isLarge = λ >= border * (1 - 1e-9);
    const group = λ === 0 ? "zero" : isLarge ? "large" : "small";
    for (let o = 0; o < weights.length / d; o++) {
      let along = 0;
      for (let j = 0; j < d; j++) {
        const error = weights[o * d + j] - truth[o * d + j];
        along += directions[i * d + j] * error;
      }
      sums[group] += along * along;
      counts[group]++;
    }
  }
  const names = ["large", "small", "zero"] as const;
  return Object.fromEntries(
    names.filter((name) => counts[name] > 0)
      .map((name) => [name, sums[name] / counts[name]]),
  );
}
