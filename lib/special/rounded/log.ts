import plainLog from "@stdlib/math-base-special-ln";
import { log2, logOf, toDouble, toFixed } from "./exact.ts";
import {
  productError,
  roundIfSure,
  split,
  splitShort,
  sumError,
} from "./pair.ts";

/** Of the sum below, relative: some roundings of p, which is 2⁻¹⁵ of r. */
const error = 2 ** -64;

/** Intervals of the significand. */
const intervals = 128;

/** For each interval 1/c to 9 bits, and log c as a pair; log 2 in two parts. */
interface Table {
  readonly inverse: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly log2High: number;
  readonly log2Low: number;
}

let table: Table | undefined;

function makeTable(): Table {
  const inverse = new Float64Array(intervals);
  const high = new Float64Array(intervals);
  const low = new Float64Array(intervals);
  for (let i = 0; i < intervals; i++) {
    const center = 1 + (i + 0.5) / intervals;
    const scaled = isUpper(i) ? center / 2 : center;
    // around 1 no logarithm is added, which keeps small results accurate
    const isAroundOne = i === 0 || i === intervals - 1;
    inverse[i] = isAroundOne ? 1 : Math.round(256 / scaled) / 256;
    [high[i], low[i]] = split(-logOf(toFixed(inverse[i])), 2);
  }
  const [log2High, log2Low] = splitShort(log2(), [42]);
  return { inverse, high, low, log2High, log2Low };
}

/** Whether a significand counts as below 1: above about √2. */
function isUpper(i: number): boolean {
  return i >= 53;
}

const view = new DataView(new ArrayBuffer(8));

/**
 * log x, correctly rounded: the double nearest to it, where the platform's
 * functions err by some hundredths of an ulp to one. x = 2ᵏ z, z near 1/`inverse`;
 * log z = log c + r − r²/2 + p with r = z/c − 1, in pairs of doubles, and where
 * that does not decide, in integers.
 */
export function roundedLog(x: number): number {
  // 0, negative, infinite, not a number, or subnormal
  if (!(x >= 2 ** -1022 && x < Infinity)) {
    return x > 0 && x < 1 ? exactLog(x) : plainLog(x);
  }
  if (x === 1) return 0;
  const { inverse, high, low, log2High, log2Low } = table ??= makeTable();
  view.setFloat64(0, x);
  const word = view.getUint32(0);
  const i = (word >>> 13) & (intervals - 1);
  const isBelowOne = isUpper(i);
  const k = (word >>> 20) - 1023 + +isBelowOne;
  view.setUint32(0, (word & 0xfffff) | ((1023 - +isBelowOne) << 20));
  const z = view.getFloat64(0);

  // z/c − 1: both products are exact, as 1/c has 9 bits
  const zLow = z - (z + 2 ** 26 - 2 ** 26);
  const upper = (z - zLow) * inverse[i] - 1;
  const lower = zLow * inverse[i];
  const r = upper + lower;
  const rLow = sumError(upper, lower, r);

  const square = r * r;
  const p = square * r *
    (1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 -
                          r * (1 / 9 - r * (1 / 10 - r / 11))))))));
  const a = k * log2High;
  const ab = a + high[i];
  const abr = ab + r;
  const sum = abr - square / 2;
  const rest = sumError(a, high[i], ab) + sumError(ab, r, abr) +
    sumError(abr, -square / 2, sum) + (k * log2Low + low[i]) +
    (rLow - productError(r, r, square) / 2 - r * rLow) + p;
  return roundIfSure(sum, rest, error) ?? exactLog(x);
}

/** The same in integers. */
export function exactLog(x: number): number {
  const isSubnormal = x < 2 ** -1022;
  view.setFloat64(0, isSubnormal ? x * 2 ** 54 : x);
  const word = view.getUint32(0);
  view.setUint32(0, (word & 0xfffff) | (1023 << 20));
  const k = (word >>> 20) - 1023 - (isSubnormal ? 54 : 0);
  return toDouble(logOf(toFixed(view.getFloat64(0))) + BigInt(k) * log2());
}
