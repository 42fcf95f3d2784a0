import { svd } from "../../linalg/mod.ts";
import type { EmpiricalLoss } from "../../objective/mod.ts";
import { anObjective, checkArguments, checkPoint } from "../../options/mod.ts";

/** Which layers the singular directions of a Jacobian belong to. */
export interface JacobianByLayer {
  /** Singular values of ∂(outputs)/∂(weights), descending. */
  readonly values: Float64Array;
  /**
   * For each layer, the norm of each right singular vector on its weights; the
   * squares of a vector's norms add up to 1.
   */
  readonly shares: readonly Float64Array[];
}

/**
 * The singular values of the Jacobian of a network's outputs on all samples by
 * its weights, biases left out, and how much each layer takes part in them: a
 * layer whose directions have large singular values learns fast. So Heckel and
 * Yilmaz publish it; with biases, and for other losses, it is
 * {@linkcode jacobianSpectrum}.
 *
 * @throws {TypeError} If an argument is of another type, or the loss is not the
 * squared error.
 * @throws {RangeError} If θ does not have the objective's length.
 */
export function jacobianByLayer(
  objective: EmpiricalLoss,
  θ: ArrayLike<number>,
): JacobianByLayer {
  const act = "decompose the Jacobian";
  checkArguments(act, { objective }, { objective: anObjective });
  const point = checkPoint(act, objective, θ);
  const { network, data, parameterCount: p } = objective;
  if (!objective.jacobian || !network || !data || data.weights) {
    throw new TypeError(
      `Cannot ${act}: another loss, expected the squared error of a network on samples without weights`,
    );
  }
  const J = objective.jacobian(point);
  const rows = J.length / p;
  const columns: number[] = [];
  const ends = network.layers.map(({ width, fanIn, bias, offset }) => {
    const stride = fanIn + +bias;
    for (let n = 0; n < width * fanIn; n++) {
      columns.push(offset + Math.floor(n / fanIn) * stride + n % fanIn);
    }
    return columns.length;
  });
  const m = columns.length;
  const A = new Float64Array(rows * m);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < m; c++) A[r * m + c] = J[r * p + columns[c]];
  }
  const { values, right } = svd(A, rows, m);
  const shares = ends.map((end, l) =>
    Float64Array.from(values, (_, i) => {
      let sum = 0;
      for (let c = ends[l - 1] ?? 0; c < end; c++) sum += right[i * m + c] ** 2;
      return Math.sqrt(sum);
    })
  );
  return { values, shares };
}
