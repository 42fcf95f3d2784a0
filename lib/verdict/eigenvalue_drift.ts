import { dot, matrixVector, symmetricEigen } from "../linalg/mod.ts";

/** How far eigenvalues move. */
export interface Drift {
  /** From the k-th of H to the k-th of H + E. */
  readonly ordered: Float64Array;
  /** To that of the same direction, where one is: others may pass it on the way. */
  readonly followed: Float64Array;
}

/**
 * How far the low eigenvalues of a matrix H move in H + E: what noise in the
 * entries, or a small change of place, makes of them.
 *
 * To second order, as of directions that stay: what couples low eigenvectors to
 * the others counts with its square over the distance of their eigenvalues, which
 * is the Schur complement where low ones are near zero. Bounds by ‖E v‖ alone
 * count it in full. Infinite where E is not finite.
 *
 * @param vectors Of all eigenvalues, row by row.
 * @param count How many eigenvalues are low.
 * @param product E v.
 * @param rounding Others that are no larger count as low ones of their own.
 */
export function eigenvalueDrift(
  values: Float64Array,
  vectors: Float64Array,
  count: number,
  product: (v: Float64Array) => Float64Array,
  rounding: number,
): Drift {
  const p = values.length;
  const low = new Float64Array(count * count);
  const coupling: Float64Array[] = [];
  const weights = values.subarray(count).map((λ) =>
    Math.abs(λ) > rounding ? 1 / λ : 0
  );
  for (let k = 0; k < count; k++) {
    const image = product(vectors.subarray(k * p, (k + 1) * p));
    const along = matrixVector(vectors, image, new Float64Array(p));
    for (let j = 0; j < count; j++) {
      low[j * count + k] = along[j] + (j === k ? values[k] : 0);
    }
    coupling.push(along.subarray(count));
  }
  const effective = low.map((_, at) => {
    const [j, k] = [Math.floor(at / count), at % count];
    const weighted = coupling[k].map((c, i) => c * weights[i]);
    return (low[at] + low[k * count + j]) / 2 - dot(coupling[j], weighted);
  });
  const { status, values: others, vectors: turned } = symmetricEigen(
    effective,
    count,
  );
  if (status !== "completed" || !others.every(Number.isFinite)) {
    const unknown = new Float64Array(count).fill(Infinity);
    return { ordered: unknown, followed: unknown };
  }
  const ordered = others.map((λ, k) => Math.abs(λ - values[k]));
  const followed = ordered.map((drift, k) => {
    // one direction at most has more than half of its length squared
    const heir = others.findIndex((_, j) => turned[j * count + k] ** 2 > 1 / 2);
    return heir < 0 ? drift : Math.abs(others[heir] - values[k]);
  });
  return { ordered, followed };
}
