/** How a matrix of derivatives that holds NaN or Infinity is refused. */
export function nonFinite(act: string, matrix: string): RangeError {
  return new RangeError(
    `Cannot ${act}: the ${matrix} has entries that are not finite, expected smaller parameters or data, or another point`,
  );
}
