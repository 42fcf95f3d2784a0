import { log1p } from "../special/mod.ts";
import {
  anyOf,
  checkArguments,
  number,
  numbers,
  sizeFrom,
} from "../options/mod.ts";
import { threefry } from "./threefry.ts";

/** A key of JAX's generator; see {@linkcode jaxKey}. */
export interface JaxKey {
  /** Its two 32-bit words. */
  readonly words: readonly [number, number];
  /** `jax.random.split(key, count)`: keys that are independent of each other. */
  split(count?: number): readonly JaxKey[];
  /** `jax.random.bits`: 32 random bits each. */
  bits(shape: number | readonly number[]): Uint32Array;
  /** `jax.random.uniform`: on [0, 1), of single precision, row-major. */
  uniform(shape: number | readonly number[]): Float64Array;
  /** `jax.random.normal`: standard normal, of single precision, row-major. */
  normal(shape: number | readonly number[]): Float64Array;
}

/** More numbers would not fit in memory. */
const mostNumbers = 2 ** 27;

/**
 * The generator of JAX: `jax.random.PRNGKey(seed)`, threefry2x32, in the mode
 * that was the default before version 0.5 (`jax_threefry_partitionable=False`).
 * A key has no state: the same call gives the same numbers.
 *
 * Keys, bits and uniform numbers are JAX's to the last bit. Normal numbers are
 * the same polynomial of the same uniform ones, but rounded in other places: they
 * agree to 1.2e-6. Numbers are in a Float64Array, ready to be parameters.
 *
 * @throws {TypeError} If the seed is not a number.
 * @throws {RangeError} If it is not an integer in 0 … 2⁵³ − 1.
 *
 * @example The random starts of a published notebook
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { jaxKey } from "@thalweg/thalweg";
 *
 * const starts = jaxKey(117).split(2)[1].normal([50, 2]);
 * assertAlmostEquals(starts[0], 0.94890624, 1.2e-6);
 * ```
 */
export function jaxKey(seed: number): JaxKey {
  checkArguments("make a key", { seed }, { seed: number });
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot make a key: seed is ${seed}, expected an integer in 0 … 2⁵³ − 1`,
    );
  }
  return keyOf(Math.floor(seed / 2 ** 32), seed >>> 0);
}

function keyOf(first: number, second: number): JaxKey {
  function bits(shape: number | readonly number[]): Uint32Array {
    const count = sizeOf(shape);
    const even = count + count % 2;
    const counters = new Uint32Array(even);
    for (let i = 1; i < count; i++) counters[i] = i; // an odd one out meets 0
    return threefry(first, second, counters).subarray(0, count);
  }

  function uniform(shape: number | readonly number[]): Float64Array {
    // a float32 in [1, 2) whose 23 digits are random, minus 1
    return Float64Array.from(bits(shape), (word) => (word >>> 9) * 2 ** -23);
  }

  return {
    words: [first, second],
    split(count = 2) {
      checkArguments("split the key", { count }, { count: sizeFrom(1) });
      if (count > mostNumbers) refuse("split the key", "count", count);
      const words = threefry(
        first,
        second,
        Uint32Array.from({ length: 2 * count }, (_, i) => i),
      );
      return Array.from(
        { length: count },
        (_, i) => keyOf(words[2 * i], words[2 * i + 1]),
      );
    },
    bits,
    uniform,
    normal: (shape) => {
      const out = uniform(shape);
      for (let i = 0; i < out.length; i++) {
        // on [nextafter(−1, 0), 1): the lowest one would be −∞
        const u = Math.max(Math.fround(2 * out[i] + lowest), lowest);
        out[i] = Math.fround(Math.SQRT2 * inverseErf(u));
      }
      return out;
    },
  };
}

function sizeOf(shape: number | readonly number[]): number {
  const act = "draw numbers";
  checkArguments(act, { shape }, { shape: anyOf(number, numbers) });
  const sizes = typeof shape === "number" ? [shape] : Array.from(shape);
  for (const size of sizes) {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new RangeError(
        `Cannot ${act}: shape is [${sizes}], expected integers from 0 on`,
      );
    }
  }
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count > mostNumbers) refuse(act, "shape", `[${sizes}]`);
  return count;
}

function refuse(act: string, name: string, got: unknown): never {
  throw new RangeError(
    `Cannot ${act}: ${name} is ${got}, expected ${mostNumbers} numbers at most`,
  );
}

/** The float32 after −1. */
const lowest = -(1 - 2 ** -24);

/** Of w = −log(1 − x²) − 2.5, highest power first. */
const central = [
  2.81022636e-08,
  3.43273939e-07,
  -3.5233877e-06,
  -4.39150654e-06,
  0.00021858087,
  -0.00125372503,
  -0.00417768164,
  0.246640727,
  1.50140941,
];
/** Of √(w + 2.5) − 3 in the tails. */
const tails = [
  -0.000200214257,
  0.000100950558,
  0.00134934322,
  -0.00367342844,
  0.00573950773,
  -0.0076224613,
  0.00943887047,
  1.00167406,
  2.83297682,
];

/**
 * erf⁻¹ to single precision, as XLA computes it (M. Giles, Approximating the
 * erfinv function, GPU Computing Gems 2, 2011).
 */
function inverseErf(x: number): number {
  const w = -log1p(-x * x);
  const isCentral = w < 5;
  const t = isCentral ? w - 2.5 : Math.sqrt(w) - 3;
  let p = 0;
  for (const c of isCentral ? central : tails) p = c + p * t;
  return p * x;
}
