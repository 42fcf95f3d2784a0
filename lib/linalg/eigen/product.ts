import { checkpoint } from "../../checkpoint.ts";
import type { EigenKernels } from "./kernels.ts";

/**
 * Rows of B that a product takes at once: a strip of them, 4 wide, stays in the
 * first cache. Not a power of two, or its strips would share cache sets.
 */
const depthBlock = 248;

/** Rounded up to a multiple of four. */
export function wholeFours(count: number): number {
  return count + 3 & ~3;
}

/** Rows in memory: where the first begins, and numbers from one to the next. */
export interface Rows {
  readonly place: number;
  readonly stride: number;
}

/**
 * A right factor as products read it: `depthBlock` rows at a time, in strips of
 * 4 columns. Filled up with zeros to whole fours.
 */
export interface Packed {
  readonly place: number;
  /** Rows. */
  readonly depth: number;
  readonly columns: number;
}

/** The first place behind. */
export function endOf({ place, depth, columns }: Packed): number {
  return place + depth * columns;
}

/** Packs chosen rows, in this order, to `place`. */
export function pack(
  numbers: Float64Array,
  matrix: Rows,
  chosen: readonly number[],
  width: number,
  place: number,
): Packed {
  const depth = wholeFours(chosen.length);
  const columns = wholeFours(width);
  if (depth > chosen.length) {
    numbers.fill(0, place, place + depth * columns);
  }
  for (let k = 0; k < chosen.length; k++) {
    const top = k - k % depthBlock;
    const strip = 4 * Math.min(depthBlock, depth - top);
    let to = place + top * columns + 4 * (k - top);
    const from = matrix.place + chosen[k] * matrix.stride;
    for (let j = from; j < from + columns; j += 4) {
      numbers[to] = numbers[j];
      numbers[to + 1] = numbers[j + 1];
      numbers[to + 2] = numbers[j + 2];
      numbers[to + 3] = numbers[j + 3];
      to += strip;
    }
  }
  return { place, depth, columns };
}

/** Packs the transpose of `count` rows of some length. */
export function packTransposed(
  numbers: Float64Array,
  matrix: Rows,
  count: number,
  length: number,
  place: number,
): Packed {
  const depth = wholeFours(length);
  const columns = wholeFours(count);
  numbers.fill(0, place, place + depth * columns);
  for (let j = 0; j < count; j++) {
    const row = matrix.place + j * matrix.stride;
    for (let top = 0; top < length; top += depthBlock) {
      const strip = 4 * Math.min(depthBlock, depth - top);
      let to = place + top * columns + (j >> 2) * strip + (j & 3);
      const end = row + Math.min(top + depthBlock, length);
      for (let k = row + top; k < end; k++) {
        numbers[to] = numbers[k];
        to += 4;
      }
    }
  }
  return { place, depth, columns };
}

/**
 * C ← A B, or C ← C + A B, in whole fours: up to three rows behind those of A
 * are read and of C written, and up to three numbers behind a row of A meet the
 * zeros of B.
 */
export function product(
  { kernels }: { readonly kernels: EigenKernels },
  C: Rows,
  A: Rows & { readonly rows: number },
  B: Packed,
  { onto = false } = {},
): void {
  for (let top = 0; top < B.depth; top += depthBlock) {
    checkpoint();
    const multiply = onto || top > 0 ? kernels.productOnto : kernels.product;
    const from = A.place + top;
    multiply(
      8 * C.place,
      8 * C.stride,
      8 * from,
      8 * A.stride,
      8 * (from + wholeFours(A.rows) * A.stride),
      8 * (B.place + top * B.columns),
      8 * Math.min(depthBlock, B.depth - top),
      8 * B.columns,
    );
  }
}
