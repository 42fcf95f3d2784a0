import type { Interval } from "./interval.ts";
import { above, below } from "./rounding.ts";

/** A vector or row-major matrix of intervals: the ends, entry by entry. */
export interface Intervals {
  /** The lower ends. */
  readonly lo: Float64Array;
  /** The upper ends. */
  readonly hi: Float64Array;
}

/** So many intervals [0, 0]. */
export function zeros(length: number): Intervals {
  return { lo: new Float64Array(length), hi: new Float64Array(length) };
}

/** The intervals of exact numbers; both ends are the given array. */
export function exactVector(x: Float64Array): Intervals {
  return { lo: x, hi: x };
}

/** All θ within a distance per coordinate, which may be one for all. */
export function boxAround(
  center: Float64Array,
  radius: Float64Array | number,
): Intervals {
  const box = zeros(center.length);
  center.forEach((x, i) => {
    const r = typeof radius === "number" ? radius : radius[i];
    box.lo[i] = r === 0 ? x : below(x - r);
    box.hi[i] = r === 0 ? x : above(x + r);
  });
  return box;
}

/** Entry i. */
export function at({ lo, hi }: Intervals, i: number): Interval {
  return { lo: lo[i], hi: hi[i] };
}

/** Makes x entry i. */
export function put(out: Intervals, i: number, x: Interval): void {
  out.lo[i] = x.lo;
  out.hi[i] = x.hi;
}

/** Whether all ends are finite, in order. */
export function areBounded({ lo, hi }: Intervals): boolean {
  return lo.every((x, i) => x <= hi[i] && hi[i] - x < Infinity);
}

/** out_i += a_j b_k; nothing is rounded where a factor is exactly 0. */
export function addProduct(
  out: Intervals,
  i: number,
  a: Intervals,
  j: number,
  b: Intervals,
  k: number,
): void {
  const l = a.lo[j];
  const h = a.hi[j];
  const L = b.lo[k];
  const H = b.hi[k];
  const p = l * L;
  const q = l * H;
  const r = h * L;
  const s = h * H;
  // p and s are not 0 where the other factor is infinite or NaN
  if (p === 0 && s === 0 && (l === 0 && h === 0 || L === 0 && H === 0)) return;
  out.lo[i] = below(out.lo[i] + below(Math.min(p, q, r, s)));
  out.hi[i] = above(out.hi[i] + above(Math.max(p, q, r, s)));
}

/** out_i = a_j b_k; exactly 0 where a factor is. */
export function putProduct(
  out: Intervals,
  i: number,
  a: Intervals,
  j: number,
  b: Intervals,
  k: number,
): void {
  const l = a.lo[j];
  const h = a.hi[j];
  const L = b.lo[k];
  const H = b.hi[k];
  const p = l * L;
  const q = l * H;
  const r = h * L;
  const s = h * H;
  if (p === 0 && s === 0 && (l === 0 && h === 0 || L === 0 && H === 0)) {
    out.lo[i] = out.hi[i] = 0;
    return;
  }
  out.lo[i] = below(Math.min(p, q, r, s));
  out.hi[i] = above(Math.max(p, q, r, s));
}
