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
