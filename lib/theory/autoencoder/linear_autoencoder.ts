import { type Dataset, dataset } from "../../data/mod.ts";
import { symmetricEigen } from "../../linalg/mod.ts";
import { type Network, network } from "../../network/mod.ts";
import { type EmpiricalLoss, empiricalLoss } from "../../objective/mod.ts";
import {
  checkOptions,
  numbers,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import {
  criticalPointsOf,
  type KnownCriticalPoint,
} from "./critical_points.ts";

/** What a {@linkcode linearAutoencoder} is made of. */
export interface LinearAutoencoderOptions {
  /**
   * Of the data, whose mean is 0: d variances of independent components, or a
   * symmetric matrix (d × d, row-major).
   */
  readonly covariance: ArrayLike<number>;
  /** h, the width of every hidden layer: 1 … d. */
  readonly hidden: number;
  /** Layers of weights: 2 by default, or more. */
  readonly layers?: number;
}

/** What {@linkcode linearAutoencoder} takes. */
export const linearAutoencoderOptions: OptionTable<LinearAutoencoderOptions> = {
  covariance: required(numbers),
  hidden: required(sizeFrom(1)),
  layers: sizeFrom(2),
};

/** A linear autoencoder with all that is known of its landscape. */
export interface LinearAutoencoder {
  /** d → h → … → d, linear, without biases. */
  readonly network: Network;
  /** d samples of exactly the covariance. */
  readonly data: Dataset;
  /** Their mean squared error, L = mean ‖x − W_L … W_1 x‖². */
  readonly objective: EmpiricalLoss;
  /** Variances of the principal components, descending. */
  readonly variances: Float64Array;
  /** The principal components (d × d, one per row). */
  readonly directions: Float64Array;
  /** All critical points up to symmetries, the least loss first. */
  readonly criticalPoints: readonly KnownCriticalPoint[];
}

/** Beyond this there are thousands of critical points. */
const mostInputs = 12;
/** Variances closer than this share of the largest are taken for equal. */
const apart = 1e-9;

/**
 * A deep linear autoencoder on data of a given covariance, and every critical
 * point of its loss: Baldi and Hornik, *Neural networks and principal component
 * analysis: learning from examples without local minima* (1989), for two layers;
 * Kawaguchi, *Deep learning without poor local minima* (2016), for more.
 *
 * At a critical point the network is the projection on some principal components,
 * at most h of them. Its loss is the variance of the others. The only minimum lets
 * the h largest pass; every other set can exchange a component for a larger one
 * that is missing (one negative eigenvalue for each such pair), and where the set
 * has fewer than h, two layers can let any missing one pass (h − r more for each
 * of the d − r that are missing). There is one map for each set, but a manifold of
 * weights: any invertible matrix may stand between two layers.
 *
 * Cost: Σ_{r ≤ h} (d over r) points.
 *
 * @throws {RangeError} If the covariance is not a list or a symmetric matrix of
 * finite numbers, d > 12, a variance is not positive or two are equal (then
 * critical points form families that a set of components does not name), or h is
 * not in 1 … d.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 * import { linearAutoencoder } from "@thalweg/thalweg";
 *
 * const { criticalPoints, objective } = linearAutoencoder({
 *   covariance: [3, 2, 1],
 *   hidden: 1,
 * });
 * assertEquals(
 *   criticalPoints.map(({ components, index }) => [components, index]),
 *   [[[0], 0], [[1], 1], [[2], 2], [[], 3]],
 * );
 * const [{ parameters, loss }] = criticalPoints;
 * assertAlmostEquals(loss, 2 + 1);
 * assertAlmostEquals(objective.loss(parameters), loss, 1e-12);
 * ```
 */
export function linearAutoencoder(
  options: LinearAutoencoderOptions,
): LinearAutoencoder {
  const act = "build the autoencoder";
  checkOptions(act, options, linearAutoencoderOptions);
  const { hidden, layers = 2 } = options;
  const matrix = covarianceMatrix(act, options.covariance);
  const d = Math.sqrt(matrix.length);
  if (!(hidden <= d)) {
    throw new RangeError(
      `Cannot ${act}: hidden is ${hidden}, expected an integer in 1 … ${d}, the number of inputs`,
    );
  }
  if (!(layers <= 8)) {
    throw new RangeError(
      `Cannot ${act}: layers is ${layers}, expected an integer in 2 … 8`,
    );
  }
  const { values, vectors } = symmetricEigen(matrix, d);
  const variances = values.slice().reverse();
  const directions = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    const from = (d - 1 - k) * d;
    directions.set(vectors.subarray(from, from + d), k * d);
  }
  checkVariances(act, variances);
  const net = network({
    inputs: d,
    layers: Array.from({ length: layers }, (_, l) => ({
      width: l === layers - 1 ? d : hidden,
      bias: false,
    })),
  });
  // the mean of x xᵀ over √(d λ_k) u_k is Σ λ_k u_k u_kᵀ
  const inputs = Array.from(
    variances,
    (λ, k) =>
      directions.slice(k * d, (k + 1) * d).map((u) => Math.sqrt(d * λ) * u),
  );
  const data = dataset({ inputs, targets: inputs });
  return {
    network: net,
    data,
    objective: empiricalLoss(net, data, { loss: "meanSquaredError" }),
    variances,
    directions,
    criticalPoints: criticalPointsOf(net, variances, directions),
  };
}

/** A list of variances as a matrix, or the matrix itself. */
function covarianceMatrix(
  act: string,
  given: ArrayLike<number>,
): Float64Array {
  const values = Float64Array.from(given);
  const wrong = values.findIndex((x) => !Number.isFinite(x));
  if (wrong >= 0) {
    throw new RangeError(
      `Cannot ${act}: covariance[${wrong}] is ${
        values[wrong]
      }, expected finite numbers`,
    );
  }
  const root = Math.round(Math.sqrt(values.length));
  const isSquare = root * root === values.length && values.length > 1;
  const isSymmetric = isSquare &&
    values.every((x, n) =>
      x === values[(n % root) * root + Math.floor(n / root)]
    );
  // four numbers, nine … may be variances as well: then they are no such matrix
  const d = isSymmetric ? root : values.length;
  if (d < 1 || d > mostInputs) {
    throw new RangeError(
      `Cannot ${act}: ${values.length} numbers as a covariance, expected 1 … ${mostInputs} variances or a symmetric matrix of as many rows`,
    );
  }
  if (isSymmetric) return values;
  const matrix = new Float64Array(d * d);
  values.forEach((variance, i) => matrix[i * d + i] = variance);
  return matrix;
}

function checkVariances(act: string, variances: Float64Array): void {
  const least = variances[variances.length - 1];
  if (!(least > apart * variances[0])) {
    throw new RangeError(
      `Cannot ${act}: its variances reach down to ${least}, expected positive ones`,
    );
  }
  for (let k = 1; k < variances.length; k++) {
    if (variances[k - 1] - variances[k] > apart * variances[0]) continue;
    throw new RangeError(
      `Cannot ${act}: variances ${variances[k - 1]} and ${
        variances[k]
      }, expected different ones`,
    );
  }
}
