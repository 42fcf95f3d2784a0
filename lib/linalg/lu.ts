/**
 * LU factorization with partial pivoting: P A = L U, in place.
 *
 * On return A (n × n, row-major) holds U on and above its diagonal and the
 * multipliers of L below; row k was exchanged with row pivots[k] ≥ k. About
 * 2n³/3 operations, no allocation.
 *
 * @returns Whether every pivot is a number other than zero.
 */
export function lu(A: Float64Array, n: number, pivots: Int32Array): boolean {
  for (let k = 0; k < n; k++) {
    let pivot = k;
    let size = Math.abs(A[k * n + k]);
    for (let i = k + 1; i < n; i++) {
      const entry = Math.abs(A[i * n + k]);
      if (entry > size) {
        size = entry;
        pivot = i;
      }
    }
    pivots[k] = pivot;
    if (!(size > 0 && size < Infinity)) return false;
    if (pivot !== k) exchangeRows(A, n, k, pivot);
    const row = k * n;
    const diagonal = A[row + k];
    for (let i = k + 1; i < n; i++) {
      const other = i * n;
      const multiplier = A[other + k] / diagonal;
      A[other + k] = multiplier;
      if (multiplier === 0) continue;
      for (let j = k + 1; j < n; j++) A[other + j] -= multiplier * A[row + j];
    }
  }
  return true;
}

function exchangeRows(A: Float64Array, n: number, k: number, l: number): void {
  for (let j = 0; j < n; j++) {
    const kept = A[k * n + j];
    A[k * n + j] = A[l * n + j];
    A[l * n + j] = kept;
  }
}

/** Solves A x = b with the factors of {@linkcode lu}; `out` may be b. */
export function luSolve(
  factors: Float64Array,
  pivots: Int32Array,
  b: Float64Array,
  out: Float64Array,
): Float64Array {
  const n = b.length;
  if (out !== b) out.set(b);
  for (let k = 0; k < n; k++) {
    const kept = out[pivots[k]];
    out[pivots[k]] = out[k];
    out[k] = kept;
  }
  for (let i = 1; i < n; i++) {
    let sum = out[i];
    for (let j = 0; j < i; j++) sum -= factors[i * n + j] * out[j];
    out[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = out[i];
    for (let j = i + 1; j < n; j++) sum -= factors[i * n + j] * out[j];
    out[i] = sum / factors[i * n + i];
  }
  return out;
}
