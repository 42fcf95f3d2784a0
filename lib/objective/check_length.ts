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

/** Bytes of a Hessian that is still computed as a whole. */
const largestHessian = 2 ** 31;

/**
 * Refuses a Hessian that would not fit in memory.
 *
 * @throws {RangeError} With its size, and what needs no Hessian.
 */
export function checkHessianSize(p: number): void {
  if (8 * p * p <= largestHessian) return;
  const gigabytes = (8 * p * p / 2 ** 30).toFixed(1);
  throw new RangeError(
    `Cannot compute the Hessian: ${p} × ${p} entries take ${gigabytes} GiB, ` +
      `expected at most ${largestHessian / 2 ** 30} GiB; use ` +
      `hessianVectorProduct, which needs no matrix`,
  );
}
