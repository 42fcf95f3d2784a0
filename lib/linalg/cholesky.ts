/**
 * Cholesky factor of a symmetric matrix: A = L Lᵀ.
 *
 * Reads the lower triangle of A (n × n), writes that of `out` and leaves the
 * rest of `out` as it is; `out` may be A. About n³/3 operations.
 *
 * @returns `out`; undefined where A is not positive definite in float64, which
 * includes entries that are NaN.
 */
export function cholesky(
  A: Float64Array,
  n: number,
  out: Float64Array,
): Float64Array | undefined {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = A[row + j];
      for (let k = 0; k < j; k++) sum -= out[row + k] * out[other + k];
      if (j < i) out[row + j] = sum / out[other + j];
      else if (sum > 0 && sum < Infinity) out[row + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return out;
}

/** Solves L Lᵀ x = b with the factor of {@linkcode cholesky}; `out` may be b. */
export function choleskySolve(
  L: Float64Array,
  b: Float64Array,
  out: Float64Array,
): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let j = 0; j < i; j++) sum -= L[i * n + j] * out[j];
    out[i] = sum / L[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const x = out[i] / L[i * n + i];
    out[i] = x;
    for (let j = 0; j < i; j++) out[j] -= L[i * n + j] * x;
  }
  return out;
}
