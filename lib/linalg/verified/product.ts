import { checkpoint } from "../../checkpoint.ts";
import {
  addScaledRow,
  type Balls,
  closeSums,
  putTerm,
  roundingFactor,
  termsOf,
  zeroBalls,
} from "../../interval/mod.ts";

/**
 * A · B for matrices of balls, rows × inner and inner × columns: holds the
 * product of any two matrices in A and B.
 *
 * Cost: three multiplications for one of the plain product.
 */
export function ballProduct(
  a: Balls,
  b: Balls,
  rows: number,
  inner: number,
  columns: number,
): Balls {
  const out = zeroBalls(rows * columns);
  const row = termsOf(columns);
  const rounding = roundingFactor(inner + 1);
  for (let k = 0; k < inner; k++) {
    checkpoint();
    for (let j = 0; j < columns; j++) {
      const at = k * columns + j;
      putTerm(row, j, b.mid[at], b.rad[at], rounding);
    }
    for (let i = 0; i < rows; i++) {
      addScaledRow(out, i * columns, a, i * inner + k, row, 0, columns);
    }
  }
  closeSums(out, inner + 1);
  return out;
}

/** The balls of exact numbers. */
export function exactBalls(mid: Float64Array): Balls {
  return { mid, rad: new Float64Array(mid.length) };
}

/** Aᵀ, for A rows × columns. */
export function transposed(
  a: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
  }
  return out;
}
