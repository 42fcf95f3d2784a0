import { nonFiniteEigen, scaleOf, type SymmetricEigen } from "./result.ts";
import { implicitQL } from "./implicit_ql.ts";
import { tridiagonalize } from "./tridiagonalize.ts";

/**
 * The eigendecomposition of a symmetric matrix A (n × n): Householder
 * tridiagonalization, then implicitly shifted QL (EISPACK's tred2 and imtql2;
 * Dubrulle, Martin and Wilkinson, Numerische Mathematik 12, 1968).
 *
 * Backward stable: eigenvalues to a few ε ‖A‖, vectors orthogonal to a few ε,
 * also where eigenvalues are equal. About 9 n³ operations with vectors, 4/3 n³
 * without. Allocates; A is kept. The definition of right for the faster one.
 */
export function plainSymmetricEigen(
  A: Float64Array,
  n: number,
  { vectors = true }: { vectors?: boolean } = {},
): SymmetricEigen {
  const scale = scaleOf(A, n);
  if (!Number.isFinite(scale)) return nonFiniteEigen(n, vectors);
  const d = new Float64Array(n);
  const V = A.slice(0, n * n);
  for (let i = 0; i < V.length; i++) V[i] /= scale;
  const e = new Float64Array(n);
  if (n > 0) tridiagonalize(V, n, vectors, d, e);
  e.copyWithin(0, 1);
  if (n > 0) e[n - 1] = 0;
  const settled = implicitQL(
    d,
    e,
    n,
    vectors ? (i, c, s) => rotateRows(V, n, i, c, s) : undefined,
  );
  for (let i = 0; i < n; i++) d[i] *= scale;
  sortAscending(d, n, vectors ? V : undefined);
  return {
    status: settled ? "completed" : "max-steps",
    values: d,
    vectors: vectors ? V : new Float64Array(0),
  };
}

function rotateRows(
  V: Float64Array,
  n: number,
  i: number,
  c: number,
  s: number,
): void {
  for (let k = i * n; k < i * n + n; k++) {
    const upper = V[k];
    const lower = V[k + n];
    V[k + n] = s * upper + c * lower;
    V[k] = c * upper - s * lower;
  }
}

/** Selection sort: n exchanges of rows at most. */
function sortAscending(
  d: Float64Array,
  n: number,
  V: Float64Array | undefined,
): void {
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if (d[j] < d[least]) least = j;
    if (least === i) continue;
    [d[i], d[least]] = [d[least], d[i]];
    if (V === undefined) continue;
    const row = V.slice(i * n, i * n + n);
    V.copyWithin(i * n, least * n, least * n + n);
    V.set(row, least * n);
  }
}
