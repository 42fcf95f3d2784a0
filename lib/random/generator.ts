import { log } from "../special/mod.ts";
import { splitmix64 } from "./splitmix64.ts";
import { type BitSource, xoshiro256 } from "./xoshiro256.ts";
import {
  anyOf,
  checkArguments,
  holding,
  number,
  numbers,
} from "../options/mod.ts";

/** A stream of random numbers; the same seed gives the same stream. */
export interface Generator {
  /** A multiple of 2⁻⁵³, uniform on [0, 1). */
  uniform(): number;
  /** A standard normal number. */
  normal(): number;
  /**
   * An integer, uniform on 0 … n − 1, without bias.
   *
   * @throws {RangeError} If n is not an integer in 1 … 2⁵³ − 1.
   */
  integer(n: number): number;
  /** Shuffles in place (Fisher–Yates, from the last entry) and returns it. */
  shuffle<T extends { length: number; [i: number]: unknown }>(array: T): T;
  /** Where the stream stands: `randomGenerator(state)` goes on from there. */
  state(): GeneratorState;
}

/** Where a stream stands, as plain data. */
export interface GeneratorState {
  /** The four 64-bit words of xoshiro256++, each as upper and lower half. */
  readonly words: readonly number[];
  /** The second number of a pair of normals, where it waits for the next call. */
  readonly second?: number;
}

const aSeed = anyOf(
  number,
  holding("the state of a generator", { words: numbers }),
);

/**
 * A generator: xoshiro256++ whose state is filled by splitmix64 from the seed.
 *
 * `uniform` uses the upper 53 bits of one draw. `normal` is Marsaglia's polar
 * method: pairs (u, v) from two uniforms each, the first normal from u, the
 * second from v, kept for the next call. `integer` rejects 53-bit draws beyond
 * the last multiple of n.
 *
 * @param seed An integer in 0 … 2⁵³ − 1, or the state of another generator,
 * whose stream then goes on.
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If the seed is neither.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { randomGenerator } from "@thalweg/thalweg";
 *
 * const random = randomGenerator(7);
 * assertEquals(random.uniform(), randomGenerator(7).uniform());
 * ```
 */
export function randomGenerator(seed: number | GeneratorState): Generator {
  checkArguments("seed a generator", { seed }, { seed: aSeed });
  if (typeof seed === "object") return resume(seed);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot seed a generator: ${seed}, expected an integer in 0 … 2⁵³ − 1`,
    );
  }
  const [s0, s1, s2, s3] = splitmix64(BigInt(seed), 4);
  return generatorFrom(xoshiro256([s0, s1, s2, s3]));
}

function resume({ words, second }: GeneratorState): Generator {
  if (words.length !== 8 || !words.some((half) => half !== 0)) {
    throw new RangeError(
      `Cannot resume a generator: state [${words}], expected 8 halves of ` +
        `words, not all zero`,
    );
  }
  const [s0, s1, s2, s3] = [0, 2, 4, 6].map((i) =>
    (BigInt(words[i]) << 32n) | BigInt(words[i + 1])
  );
  return generatorFrom(xoshiro256([s0, s1, s2, s3]), second);
}

function generatorFrom(source: BitSource, waiting = NaN): Generator {
  let second = waiting;

  function integer53(): number {
    source.next();
    return source.high * 2 ** 21 + (source.low >>> 11);
  }

  function uniform(): number {
    return integer53() * 2 ** -53;
  }

  function normal(): number {
    if (!Number.isNaN(second)) {
      const value = second;
      second = NaN;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt(-2 * log(s) / s);
      second = v * scale;
      return u * scale;
    }
  }

  function integer(n: number): number {
    if (!Number.isSafeInteger(n) || n < 1) {
      throw new RangeError(
        `Cannot draw an integer below ${n}, expected an integer in 1 … 2⁵³ − 1`,
      );
    }
    const limit = 2 ** 53 - (2 ** 53 % n);
    let draw = integer53();
    while (draw >= limit) draw = integer53();
    return draw % n;
  }

  function shuffle<T extends { length: number; [i: number]: unknown }>(
    array: T,
  ): T {
    const entries: { [i: number]: unknown } = array;
    for (let i = array.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      [entries[i], entries[j]] = [entries[j], entries[i]];
    }
    return array;
  }

  function state(): GeneratorState {
    const words = source.words();
    return Number.isNaN(second) ? { words } : { words, second };
  }

  return { uniform, normal, integer, shuffle, state };
}
