import { mt19937 } from "./mt19937.ts";
import { roundedLog } from "../special/mod.ts";

/** The stream of NumPy's RandomState; see {@linkcode numpyRandomState}. */
export interface NumpyRandomState {
  /** A multiple of 2⁻⁵³, uniform on [0, 1): `random_sample()`. */
  double(): number;
  /** Uniform on [low, high), by default [0, 1): `uniform(low, high)`. */
  uniform(low?: number, high?: number): number;
  /** A standard normal number: `randn()`. */
  randn(): number;
}

/**
 * The legacy generator of NumPy: `numpy.random.RandomState(seed)`, one stream
 * with one normal number in reserve. Uniform numbers are NumPy's to the last
 * bit; so are normal ones, but for three in ten thousand, which are off by an ulp
 * or two: NumPy takes the platform's logarithm, whose last bit is not always
 * right, and here it is.
 *
 * @throws {RangeError} If the seed is not an integer in 0 … 2³² − 1.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { numpyRandomState } from "@thalweg/thalweg";
 *
 * const random = numpyRandomState(1);
 * assertEquals(random.randn(), 1.6243453636632417);
 * ```
 */
export function numpyRandomState(seed: number): NumpyRandomState {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(
      `Cannot seed NumPy's generator: ${seed}, expected an integer in 0 … 2³² − 1`,
    );
  }
  const next = mt19937(seed);
  let reserve = NaN;

  function double(): number {
    const high = next() >>> 5;
    return (high * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  }

  /** Marsaglia's polar method; the second of a pair is handed out first. */
  function randn(): number {
    if (!Number.isNaN(reserve)) {
      const value = reserve;
      reserve = NaN;
      return value;
    }
    for (;;) {
      const u = 2 * double() - 1;
      const v = 2 * double() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt(-2 * roundedLog(s) / s);
      reserve = scale * u;
      return scale * v;
    }
  }

  return {
    double,
    uniform: (low = 0, high = 1) => low + (high - low) * double(),
    randn,
  };
}
