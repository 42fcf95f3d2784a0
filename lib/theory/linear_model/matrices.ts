/** A B (rows × columns), A rows × inner, both row-major. */
export function product(
  A: Float64Array,
  B: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const x = A[i * inner + k];
      for (let j = 0; j < columns; j++) {
        out[i * columns + j] += x * B[k * columns + j];
      }
    }
  }
  return out;
}

/** A Bᵀ (rows × columns), A rows × inner, B columns × inner. */
export function timesTransposed(
  A: Float64Array,
  B: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  return product(A, transpose(B, columns, inner), rows, inner, columns);
}

/** Aᵀ (columns × rows). */
export function transpose(
  A: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(A.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = A[i * columns + j];
  }
  return out;
}
