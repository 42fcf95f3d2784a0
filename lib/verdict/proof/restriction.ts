import type { Intervals } from "../../interval/mod.ts";

/** Some of p parameters, the others held at θ. */
export interface Restriction {
  /** Indices of the parameters that move. */
  readonly free: readonly number[];
  /** A box of these as one of all parameters, the others exact. */
  lift(box: Intervals): Intervals;
  /** All parameters, from those that move. */
  point(part: Float64Array): Float64Array;
  /** The entries of the free ones. */
  pick(vector: Float64Array): Float64Array;
  /** The same of both ends. */
  pickAll(vector: Intervals): Intervals;
  /** The columns of the free ones. */
  columns(matrix: Float64Array): Float64Array;
  /** The rows and columns of the free ones in a p × p matrix. */
  block(matrix: Intervals): Intervals;
  /** The same of a plain matrix. */
  plainBlock(matrix: Float64Array): Float64Array;
}

/** All but the held parameters, at θ. */
export function restriction(
  θ: Float64Array,
  held: readonly number[],
): Restriction {
  const p = θ.length;
  const fixed = new Set(held);
  const free = Array.from(θ.keys()).filter((i) => !fixed.has(i));
  const pick = (vector: Float64Array) =>
    Float64Array.from(free, (i) => vector[i]);
  const columns = (matrix: Float64Array) => {
    const rows = matrix.length / p;
    const out = new Float64Array(rows * free.length);
    for (let i = 0; i < rows; i++) {
      free.forEach((j, k) => out[i * free.length + k] = matrix[i * p + j]);
    }
    return out;
  };
  const plainBlock = (matrix: Float64Array) =>
    Float64Array.from(
      free.flatMap((i) => free.map((j) => i * p + j)),
      (k) => matrix[k],
    );
  const point = (part: Float64Array) => {
    const out = θ.slice();
    free.forEach((i, k) => out[i] = part[k]);
    return out;
  };
  return {
    free,
    point,
    lift: ({ lo, hi }) => ({ lo: point(lo), hi: point(hi) }),
    pick,
    pickAll: ({ lo, hi }) => ({ lo: pick(lo), hi: pick(hi) }),
    columns,
    block: ({ lo, hi }) => ({ lo: plainBlock(lo), hi: plainBlock(hi) }),
    plainBlock,
  };
}
