import { type Intervals, zeros } from "./intervals.ts";
import { above, below } from "./rounding.ts";

/**
 * A vector or row-major matrix of intervals as midpoints and radii. Long sums of
 * products cost a third of what they cost with ends: rounding is accounted for
 * once, by a bound for all of a sum.
 */
export interface Balls {
  /** The midpoints. */
  readonly mid: Float64Array;
  /** How far a value may be from its midpoint. */
  readonly rad: Float64Array;
}

/** Half the distance of 1 from the next double. */
const u = 2 ** -53;
const η = 2 ** -1074;

/** More than eight roundings of a sum of numbers ≥ 0 can take away. */
const slack = 1 + 2 ** -49;
/** More than what vanishes below the least double, and no subnormal, which is slow. */
const tiny = 2 ** -900;

/** So many balls that hold 0 alone. */
export function zeroBalls(length: number): Balls {
  return { mid: new Float64Array(length), rad: new Float64Array(length) };
}

/** Balls around intervals. */
export function ballsAround({ lo, hi }: Intervals, out?: Balls): Balls {
  const { mid, rad } = out ?? zeroBalls(lo.length);
  for (let i = 0; i < lo.length; i++) {
    mid[i] = lo[i] + 0.5 * (hi[i] - lo[i]);
    rad[i] = radiusOf(lo[i], hi[i], mid[i]);
  }
  return { mid, rad };
}

/** How far the ends are from a number between them. */
function radiusOf(lo: number, hi: number, mid: number): number {
  return lo === hi ? 0 : above(Math.max(hi - mid, mid - lo));
}

/** Intervals around balls. */
export function intervalsAround({ mid, rad }: Balls): Intervals {
  const out = zeros(mid.length);
  for (let i = 0; i < mid.length; i++) {
    out.lo[i] = below(mid[i] - rad[i]);
    out.hi[i] = above(mid[i] + rad[i]);
  }
  return out;
}

/** out_i = x_j y_k. */
export function putBallProduct(
  out: Balls,
  i: number,
  x: Balls,
  j: number,
  y: Balls,
  k: number,
): void {
  const a = x.mid[j];
  const b = y.mid[k];
  const q = y.rad[k];
  const m = a * b;
  const reach = Math.abs(a) * q + x.rad[j] * (Math.abs(b) + q);
  out.mid[i] = m;
  out.rad[i] = (reach + 2 * u * Math.abs(m)) * slack + tiny;
}

/** out_i += x_j y_k. */
export function addBallProduct(
  out: Balls,
  i: number,
  x: Balls,
  j: number,
  y: Balls,
  k: number,
): void {
  const a = x.mid[j];
  const b = y.mid[k];
  const q = y.rad[k];
  const m = a * b;
  const sum = out.mid[i] + m;
  const reach = Math.abs(a) * q + x.rad[j] * (Math.abs(b) + q);
  const rounding = 2 * u * (Math.abs(m) + Math.abs(sum));
  out.mid[i] = sum;
  out.rad[i] = (out.rad[i] + reach + rounding) * slack + tiny;
}

/**
 * γ_n = nu/(1 − nu): a computed sum of n products, in any order, is within
 * γ_n Σ|xᵢyᵢ| + nη of the exact one.
 *
 * @see Higham, Accuracy and Stability of Numerical Algorithms, 2002, ch. 3.
 */
export function roundingFactor(n: number): number {
  return above(n * u / (1 - n * u)); // both exact
}

/**
 * A bound of a sum of n products of numbers ≥ 0, given the computed sum: it may
 * have been rounded down n times, and each product may have vanished. One more
 * rounding is that of the bound.
 */
export function sumBound(computed: number, n: number): number {
  return above(computed + computed * roundingFactor(n + 1)) + n * η;
}

/** Balls made ready to be added up: see {@linkcode addScaledRow}. */
export interface Terms {
  /** The midpoints. */
  readonly mid: Float64Array;
  /** The radii, and a bound of what sums lose of these midpoints. */
  readonly error: Float64Array;
  /** Bounds of the absolute values. */
  readonly reach: Float64Array;
}

/** Room for so many terms. */
export function termsOf(length: number): Terms {
  return {
    mid: new Float64Array(length),
    error: new Float64Array(length),
    reach: new Float64Array(length),
  };
}

/** Makes a ball term i of sums that lose no more than `rounding` per term. */
export function putTerm(
  out: Terms,
  i: number,
  mid: number,
  rad: number,
  rounding: number,
): void {
  const size = Math.abs(mid);
  out.mid[i] = mid;
  out.error[i] = (rad + rounding * size) * slack + tiny;
  out.reach[i] = (size + rad) * slack;
}

/**
 * out_{row + i} += x_j y_i for i in [from, end): one multiplication and addition
 * for midpoints, two for radii. After so many calls as `terms` were announced to
 * {@linkcode roundingFactor}, {@linkcode closeSums} makes them balls.
 */
export function addScaledRow(
  out: Balls,
  row: number,
  x: Balls,
  j: number,
  y: Terms,
  from: number,
  end: number,
): void {
  const { mid, rad } = out;
  const center = x.mid[j];
  const size = Math.abs(center);
  const radius = x.rad[j];
  for (let i = from; i < end; i++) {
    mid[row + i] += center * y.mid[i];
    rad[row + i] += size * y.error[i] + radius * y.reach[i];
  }
}

/** Makes sums of `terms` products balls that hold the exact sums. */
export function closeSums(out: Balls, terms: number): void {
  const { rad } = out;
  // two products per term here, and one of midpoints that may have vanished
  for (let i = 0; i < rad.length; i++) rad[i] = sumBound(rad[i], 3 * terms);
}
