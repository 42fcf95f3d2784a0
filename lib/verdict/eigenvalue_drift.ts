import { dot, matrixVector, plainSymmetricEigen } from "../linalg/mod.ts";

/**
 * How far the low eigenvalues of a matrix are from those of another one of which
 * there are products alone: what noise in the entries, or a small change of
 * place, makes of them.
 *
 * To second order, as of directions that stay: what couples low eigenvectors to
 * the others counts with its square over the distance of their eigenvalues, which
 * is the Schur complement where low ones are near zero. Bounds by the residual
 * alone count it in full.
 *
 * @param vectors Of all eigenvalues, row by row.
 * @param count How many eigenvalues are low; none of the others is zero.
 * @param product The other matrix times v.
 */
export function eigenvalueDrift(
  values: Float64Array,
  vectors: Float64Array,
  count: number,
  product: (v: Float64Array) => Float64Array,
): Float64Array {
  const p = values.length;
  const low = new Float64Array(count * count);
  const coupling: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const image = product(vectors.subarray(k * p, (k + 1) * p));
    const along = matrixVector(vectors, image, new Float64Array(p));
    for (let j = 0; j < count; j++) low[j * count + k] = along[j];
    coupling.push(along.subarray(count));
  }
  const effective = low.map((_, at) => {
    const [j, k] = [Math.floor(at / count), at % count];
    const weighted = coupling[k].map((c, i) => c / values[count + i]);
    return (low[at] + low[k * count + j]) / 2 - dot(coupling[j], weighted);
  });
  const { values: others } = plainSymmetricEigen(effective, count);
  return others.map((λ, k) => Math.abs(λ - values[k]));
}
