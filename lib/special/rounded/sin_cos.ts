import { cosOf, pi, sinOf, toDouble, toFixed } from "./exact.ts";
import {
  productError,
  roundIfSure,
  split,
  splitShort,
  sumError,
} from "./pair.ts";

/** Of the sum below, relative: some roundings of terms that are 2⁻¹³ of it. */
const error = 2 ** -63;

/** Steps of a quarter turn, at which sines and cosines are known. */
const steps = 64;

/** Sines of 0 … a quarter turn as pairs; a step in three parts. */
interface Table {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly step: readonly number[];
}

let table: Table | undefined;

function makeTable(): Table {
  const high = new Float64Array(steps + 1);
  const low = new Float64Array(steps + 1);
  const quarter = pi() / 2n;
  for (let j = 0; j <= steps; j++) {
    const angle = (quarter * BigInt(j)) / BigInt(steps);
    [high[j], low[j]] = split(sinOf(angle), 2);
  }
  // so that up to 2⁹ times the first two are exact
  const step = splitShort(quarter / BigInt(steps), [33, 44]);
  return { high, low, step };
}

/**
 * sin x for |x| up to about two turns, correctly rounded: the double nearest to
 * it. x is the nearest of 64 steps in a quarter turn, and r; sin r and cos r are
 * short series, products and sums pairs of doubles; where these do not decide,
 * it is found in integers.
 */
export function roundedSin(x: number): number {
  return turned(x, 0) ?? exactSin(x);
}

/** cos x, as {@linkcode roundedSin}. */
export function roundedCos(x: number): number {
  return turned(x, steps) ?? exactCos(x);
}

/** The same in integers. */
export function exactSin(x: number): number {
  return toDouble(sinOf(toFixed(x)));
}

/** The same in integers. */
export function exactCos(x: number): number {
  return toDouble(cosOf(toFixed(x)));
}

/** The sine of x and some steps, where it is sure. */
function turned(x: number, more: number): number | undefined {
  const { high, low, step: [first, second, third] } = table ??= makeTable();
  const n = Math.round(x / first);
  const a = x - n * first;
  const ab = a - n * second;
  const rest = sumError(x, -n * first, a) + sumError(a, -n * second, ab) -
    n * third;
  const r = ab + rest;
  const rLow = sumError(ab, rest, r);

  // sin(α + r) = sin α + r cos α + sin α (cos r − 1) + cos α (sin r − r)
  const sine = place(n + more);
  const cosine = place(n + more + steps);
  const s = sine.sign * high[sine.at];
  const c = cosine.sign * high[cosine.at];
  const product = c * r;
  const sum = s + product;
  const square = r * r;
  const short = square *
    (-1 / 2 + square * (1 / 24 - square * (1 / 720 - square / 40320)));
  const odd = r * square *
    (-1 / 6 + square * (1 / 120 - square * (1 / 5040 - square / 362880)));
  const correction = sumError(s, product, sum) + productError(c, r, product) +
    c * rLow + sine.sign * low[sine.at] + cosine.sign * low[cosine.at] * r +
    (s * short + c * odd);
  return roundIfSure(sum, correction, error);
}

/** Where the sine of so many steps stands in the table, and its sign. */
function place(n: number): { at: number; sign: number } {
  const turn = ((n % (4 * steps)) + 4 * steps) % (4 * steps);
  const half = turn % (2 * steps);
  return {
    at: half <= steps ? half : 2 * steps - half,
    sign: turn < 2 * steps ? 1 : -1,
  };
}
