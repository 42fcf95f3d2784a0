/** out = A x, with A (rows × x.length) row-major; `out` is not x. */
export function matrixVector(
  A: Float64Array,
  x: Float64Array,
  out: Float64Array,
): Float64Array {
  const n = x.length;
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += A[i * n + j] * x[j];
    out[i] = sum;
  }
  return out;
}

/** out = Aᵀ x, with A (x.length × out.length) row-major; `out` is not x. */
export function transposedMatrixVector(
  A: Float64Array,
  x: Float64Array,
  out: Float64Array,
): Float64Array {
  const n = out.length;
  out.fill(0);
  for (let i = 0; i < x.length; i++) {
    const xi = x[i];
    for (let j = 0; j < n; j++) out[j] += A[i * n + j] * xi;
  }
  return out;
}
