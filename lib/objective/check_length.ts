/**
 * Refuses a vector of the wrong length.
 *
 * @throws {RangeError} With both numbers.
 */
export function checkLength(
  what: string,
  vector: ArrayLike<number>,
  want: number,
): void {
  if (vector.length === want) return;
  throw new RangeError(
    `Cannot evaluate the objective: ${what} has length ${vector.length}, ` +
      `expected ${want}`,
  );
}

/** Bytes of a matrix that is still computed as a whole. */
const largestMatrix = 2 ** 31;

/**
 * Refuses a matrix of derivatives that would not fit in memory.
 *
 * @throws {RangeError} With its size, and what needs no matrix.
 */
export function checkMatrixSize(
  what: "Hessian" | "Jacobian",
  rows: number,
  columns: number,
): void {
  const bytes = 8 * rows * columns;
  if (bytes <= largestMatrix) return;
  throw new RangeError(
    `Cannot compute the ${what}: ${rows} × ${columns} entries take ` +
      `${(bytes / 2 ** 30).toFixed(1)} GiB, expected at most ` +
      `${largestMatrix / 2 ** 30} GiB; use hessianVectorProduct, which needs ` +
      `no matrix`,
  );
}
