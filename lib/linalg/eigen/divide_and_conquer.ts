import { implicitQL } from "./implicit_ql.ts";
import { merger } from "./merge.ts";
import { wholeFours } from "./product.ts";
import type { EigenWorkspace } from "./workspace.ts";

/** Blocks up to this size are diagonalized by QL. */
const leafSize = 16;

/**
 * Diagonalizes the tridiagonal T (diagonal d, off-diagonal e: entry i couples i
 * and i + 1), which is torn in halves down to small blocks, by divide and
 * conquer. Afterwards row k of V is the unit eigenvector of d[k], in no order.
 * False if it did not converge.
 */
export function divideAndConquer(
  space: EigenWorkspace,
  d: Float64Array,
  e: Float64Array,
): boolean {
  const { numbers, rows, stride, vectorsAt } = space;
  numbers.fill(0, vectorsAt, vectorsAt + rows * stride);
  const couplings = e.slice(); // QL destroys e
  const merge = merger(space, d);

  function solve(from: number, to: number): boolean {
    if (to - from <= leafSize) return diagonalize(space, d, e, from, to);
    const middle = from + wholeFours((to - from) / 2);
    const β = couplings[middle - 1];
    d[middle - 1] -= Math.abs(β);
    d[middle] -= Math.abs(β);
    return solve(from, middle) && solve(middle, to) &&
      merge({ from, middle, to }, β);
  }

  return solve(0, d.length);
}

/** The block from … to, by QL on the rows of the unit matrix. */
function diagonalize(
  { numbers, vectorsAt, stride }: EigenWorkspace,
  d: Float64Array,
  e: Float64Array,
  from: number,
  to: number,
): boolean {
  const size = to - from;
  const place = vectorsAt + from * stride + from;
  for (let i = 0; i < size; i++) numbers[place + i * stride + i] = 1;

  function rotate(i: number, c: number, s: number): void {
    const row = place + i * stride;
    for (let k = row; k < row + size; k++) {
      const upper = numbers[k];
      const lower = numbers[k + stride];
      numbers[k + stride] = s * upper + c * lower;
      numbers[k] = c * upper - s * lower;
    }
  }

  return implicitQL(
    d.subarray(from, to),
    e.subarray(from, to),
    size,
    rotate,
  );
}
