import { verifiedEigenvalues } from "./eigenvalue_bounds.ts";
import { exactBalls } from "./product.ts";

/**
 * How many eigenvalues of a symmetric matrix (n × n) are negative and positive;
 * undefined where one cannot be told from 0.
 *
 * By Sylvester's law D M D has as many: with D that makes the diagonal about 1,
 * parameters of different scales do not hide each other's curvature. D holds
 * powers of two, so that nothing is rounded.
 */
export function inertia(
  matrix: Float64Array,
  n: number,
): { readonly negative: number; readonly positive: number } | undefined {
  const scales = Float64Array.from({ length: n }, (_, i) => {
    const row = matrix.subarray(i * n, i * n + n);
    return scaleOf(Math.abs(row[i]) || Math.max(...row.map(Math.abs)));
  });
  const scaled = matrix.map((x, k) =>
    x * scales[Math.floor(k / n)] * scales[k % n]
  );
  const isExact = scaled.every((x, k) =>
    x / scales[Math.floor(k / n)] / scales[k % n] === matrix[k]
  );
  const { lo, hi } = verifiedEigenvalues(
    exactBalls(isExact ? scaled : matrix),
    n,
  );
  const negative = hi.reduce((count, x) => count + (x < 0 ? 1 : 0), 0);
  const positive = lo.reduce((count, x) => count + (x > 0 ? 1 : 0), 0);
  return negative + positive === n ? { negative, positive } : undefined;
}

/** A power of two s with s² x between ½ and 2; 1 where x has no size. */
function scaleOf(x: number): number {
  let s = 1;
  if (!(x > 2 ** -1000 && x < 2 ** 1000)) return s;
  while (s * s * x > 2) s /= 2;
  while (s * s * x < 0.5) s *= 2;
  return s;
}
