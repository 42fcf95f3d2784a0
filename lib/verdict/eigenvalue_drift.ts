import { dot, matrixVector, symmetricEigen } from "../linalg/mod.ts";

/** How far eigenvalues move. */
export interface Drift {
  /** From the k-th of H to the k-th of H ± E. */
  readonly ordered: Float64Array;
  /** To that of the same direction, where one is: others may pass it on the way. */
  readonly followed: Float64Array;
}

/**
 * How far the low eigenvalues of a matrix H move in H + E or H − E, whichever is
 * farther: what noise in the entries, or a small change of place, makes of them.
 * Of two that are alike E may move one only, up; noise may as well move one down.
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
      low[j * count + k] = along[j];
    }
    coupling.push(along.subarray(count));
  }
  const plus = driftOf(1);
  const minus = driftOf(-1);
  return {
    ordered: plus.ordered.map((x, k) => Math.max(x, minus.ordered[k])),
    followed: plus.followed.map((x, k) => Math.max(x, minus.followed[k])),
  };

  function driftOf(sign: 1 | -1): Drift {
    const effective = low.map((x, at) => {
      const [j, k] = [Math.floor(at / count), at % count];
      const weighted = coupling[k].map((c, i) => c * weights[i]);
      const first = sign * (x + low[k * count + j]) / 2;
      return (j === k ? values[k] : 0) + first - dot(coupling[j], weighted);
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
      const heir = others.findIndex((_, j) =>
        turned[j * count + k] ** 2 > 1 / 2
      );
      return heir < 0 ? drift : Math.abs(others[heir] - values[k]);
    });
    return { ordered, followed };
  }
}
