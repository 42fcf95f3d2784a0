import { tridiagonalize } from "./tridiagonalize.ts";
import { isFiniteVector } from "./vector.ts";

/** Eigenvalues and, if asked for, eigenvectors of a symmetric matrix. */
export interface SymmetricEigen {
  /**
   * "non-finite": the matrix has an entry that is NaN or infinite, and so are
   * all values; "max-steps": an eigenvalue did not settle in 60 sweeps.
   */
  readonly status: "completed" | "non-finite" | "max-steps";
  /** Ascending. */
  readonly values: Float64Array;
  /** n × n, row k is the unit eigenvector of values[k]; empty if not asked for. */
  readonly vectors: Float64Array;
}

const sweeps = 60; // EISPACK allows 30; a handful is usual

/**
 * The eigendecomposition of a symmetric matrix A (n × n): Householder
 * tridiagonalization, then implicitly shifted QL (EISPACK's tred2 and imtql2;
 * Dubrulle, Martin and Wilkinson, Numerische Mathematik 12, 1968).
 *
 * Backward stable: eigenvalues to a few ε ‖A‖, vectors orthogonal to a few ε,
 * also where eigenvalues are equal. About 9 n³ operations with vectors, 4/3 n³
 * without. Allocates; A is kept.
 */
export function symmetricEigen(
  A: Float64Array,
  n: number,
  { vectors = true }: { vectors?: boolean } = {},
): SymmetricEigen {
  const d = new Float64Array(n);
  const V = A.slice(0, n * n);
  if (!isFiniteVector(V)) {
    return {
      status: "non-finite",
      values: d.fill(NaN),
      vectors: vectors ? V.fill(NaN) : new Float64Array(0),
    };
  }
  // A power of two near the largest entry: no rounding, and squares are safe.
  let largest = 0;
  for (const entry of V) largest = Math.max(largest, Math.abs(entry));
  const scale = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  for (let i = 0; i < V.length; i++) V[i] /= scale;
  const e = new Float64Array(n);
  if (n > 0) tridiagonalize(V, n, vectors, d, e);
  e.copyWithin(0, 1);
  if (n > 0) e[n - 1] = 0;
  const settled = implicitQL(d, e, n, vectors ? V : undefined);
  for (let i = 0; i < n; i++) d[i] *= scale;
  sortAscending(d, n, vectors ? V : undefined);
  return {
    status: settled ? "completed" : "max-steps",
    values: d,
    vectors: vectors ? V : new Float64Array(0),
  };
}

/** Diagonalizes T in place; the rotations also turn the rows of V. */
function implicitQL(
  d: Float64Array,
  e: Float64Array,
  n: number,
  V: Float64Array | undefined,
): boolean {
  for (let l = 0; l < n; l++) {
    for (let sweep = 0;; sweep++) {
      let m = l;
      for (; m < n - 1; m++) {
        const size = Math.abs(d[m]) + Math.abs(d[m + 1]);
        // 1e-290: the matrix has unit size, and its squares must not vanish
        if (Math.abs(e[m]) <= Number.EPSILON * size + 1e-290) break;
      }
      if (m === l) break;
      if (sweep === sweeps) return false;
      sweepQL(d, e, n, V, l, m);
    }
  }
  return true;
}

/** One implicit QL sweep on the block l … m, with Wilkinson's shift. */
function sweepQL(
  d: Float64Array,
  e: Float64Array,
  n: number,
  V: Float64Array | undefined,
  l: number,
  m: number,
): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.abs(half) > 1e150
    ? Math.abs(half)
    : Math.sqrt(half * half + 1);
  let g = d[m] - d[l] + e[l] / (half + (half >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = hypotenuse(f, g);
    e[i + 1] = r;
    if (r === 0) { // the block splits here
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const q = (d[i] - g) * s + 2 * c * b;
    p = s * q;
    d[i + 1] = g + p;
    g = c * q - b;
    if (V !== undefined) rotateRows(V, n, i, c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
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

function hypotenuse(x: number, y: number): number {
  const square = x * x + y * y;
  // Math.hypot is slow, and needed only where squares underflow
  return square > 1e-280 ? Math.sqrt(square) : Math.hypot(x, y);
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
