import type { Numbers } from "./tiles.ts";

/**
 * The blocks (m, m′) of two neurons of one layer hold k ≤ k′; they are
 * symmetric, and the rest follows.
 */
export function mirrorBlocks(
  { firstParameter, width, columns }: {
    firstParameter: number;
    width: number;
    columns: number;
  },
  H: Numbers,
  at: number,
  p: number,
): void {
  for (let m = 0; m < width; m++) {
    for (let i = m + 1; i < width; i++) {
      const corner = at + (firstParameter + m * columns) * p +
        firstParameter + i * columns;
      for (let k = 1; k < columns; k++) {
        for (let j = 0; j < k; j++) {
          H[corner + k * p + j] = H[corner + j * p + k];
        }
      }
    }
  }
}

/** Both triangles from the upper one, in squares that fit the cache. */
export function mirror(
  H: Numbers,
  at: number,
  p: number,
  out: Float64Array,
): void {
  const side = 32;
  for (let top = 0; top < p; top += side) {
    const bottom = Math.min(top + side, p);
    for (let left = top; left < p; left += side) {
      const right = Math.min(left + side, p);
      for (let i = top; i < bottom; i++) {
        for (let j = Math.max(i, left); j < right; j++) {
          out[i * p + j] = out[j * p + i] = H[at + i * p + j];
        }
      }
    }
  }
}
