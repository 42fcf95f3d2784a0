import { type Block, block, partOf } from "./block.ts";
import { product } from "./product.ts";

/** Sizes up to this are inverted. */
const leaf = 16;

/** Which triangle of a block is meant, and whether its diagonal is all ones. */
export interface Triangle {
  /** "lower" or "upper". */
  readonly side: "lower" | "upper";
  /** Ones on the diagonal, whatever stands there. */
  readonly unit: boolean;
}

/**
 * B ← T⁻¹ B for a triangle T (n × n) of a block; halves are solved in turn, and
 * what one adds to the other is a product. B T⁻¹ is the same of transposes.
 */
export function solveTriangle(T: Block, B: Block, triangle: Triangle): void {
  const n = T.rows;
  if (n <= leaf) {
    solveSmall(T, B, triangle);
    return;
  }
  const half = splitAt(n);
  const { columns } = B;
  const top = partOf(B, 0, 0, half, columns);
  const bottom = partOf(B, half, 0, n - half, columns);
  const first = partOf(T, 0, 0, half, half);
  const last = partOf(T, half, half, n - half, n - half);
  if (triangle.side === "lower") {
    solveTriangle(first, top, triangle);
    product(partOf(T, half, 0, n - half, half), top, bottom, "subtract");
    solveTriangle(last, bottom, triangle);
  } else {
    solveTriangle(last, bottom, triangle);
    product(partOf(T, 0, half, half, n - half), bottom, top, "subtract");
    solveTriangle(first, top, triangle);
  }
}

/** Half of n, in whole eights. */
export function splitAt(n: number): number {
  return Math.ceil(n / 16) * 8;
}

const inverse = new Float64Array(leaf * leaf);
let copied = new Float64Array(0);

/** By the inverse of the small triangle: a product, as all other work is. */
function solveSmall(T: Block, B: Block, triangle: Triangle): void {
  const { rows: n, columns } = B;
  if (copied.length < n * columns) copied = new Float64Array(n * columns);
  const upright = B.right === 1;
  const [down, right] = upright ? [columns, 1] : [1, n];
  const copy: Block = { entries: copied, at: 0, rows: n, columns, down, right };
  for (let i = 0; i < (upright ? n : columns); i++) {
    const from = B.at + i * (upright ? B.down : B.right);
    const length = upright ? columns : n;
    copied.set(B.entries.subarray(from, from + length), i * length);
  }
  invertSmall(T, triangle);
  product(block(inverse, n, n), copy, B);
}

/** The inverse of a triangle, column by column, and zeros beside it. */
function invertSmall(T: Block, { side, unit }: Triangle): void {
  const n = T.rows;
  const lower = side === "lower";
  inverse.fill(0);
  for (let j = 0; j < n; j++) {
    const end = lower ? n : -1;
    const step = lower ? 1 : -1;
    for (let i = j; i !== end; i += step) {
      let sum = i === j ? 1 : 0;
      const row = T.at + i * T.down;
      for (let k = j; k !== i; k += step) {
        sum -= T.entries[row + k * T.right] * inverse[k * n + j];
      }
      inverse[i * n + j] = unit ? sum : sum / T.entries[row + i * T.right];
    }
  }
}
