/** A source of 64 random bits per call, as two unsigned 32-bit halves. */
export interface BitSource {
  /** Draws the next 64 bits into `high` and `low`. */
  next(): void;
  /** The upper 32 bits of the last draw. */
  high: number;
  /** The lower 32 bits of the last draw. */
  low: number;
  /** The state: four 64-bit words, each as upper and lower half. */
  words(): number[];
}

/**
 * xoshiro256++ (Blackman and Vigna, Scrambled linear pseudorandom number
 * generators, 2021; public-domain C at prng.di.unimi.it): period 2²⁵⁶ − 1.
 *
 * The 64-bit words are kept as pairs of 32-bit integers, which engines hold in
 * registers; BigInt would allocate at every operation.
 *
 * @param state Four 64-bit words, not all zero.
 */
export function xoshiro256(
  state: readonly [bigint, bigint, bigint, bigint],
): BitSource {
  let [h0, h1, h2, h3] = state.map((word) => Number(word >> 32n) | 0);
  let [l0, l1, l2, l3] = state.map((word) => Number(word & 0xffffffffn) | 0);

  function next(): void {
    // result = rotl(s0 + s3, 23) + s0
    let low = (l0 >>> 0) + (l3 >>> 0);
    let high = (h0 + h3 + (low > 0xffffffff ? 1 : 0)) | 0;
    low |= 0;
    const rotatedHigh = (high << 23) | (low >>> 9);
    const rotatedLow = (low << 23) | (high >>> 9);
    low = (rotatedLow >>> 0) + (l0 >>> 0);
    high = rotatedHigh + h0 + (low > 0xffffffff ? 1 : 0);
    source.low = low >>> 0;
    source.high = high >>> 0;

    const tHigh = (h1 << 17) | (l1 >>> 15); // t = s1 << 17
    const tLow = l1 << 17;
    h2 ^= h0;
    l2 ^= l0;
    h3 ^= h1;
    l3 ^= l1;
    h1 ^= h2;
    l1 ^= l2;
    h0 ^= h3;
    l0 ^= l3;
    h2 ^= tHigh;
    l2 ^= tLow;
    // s3 = rotl(s3, 45): halves change places, then rotate by 13
    const swapped = h3;
    h3 = (l3 << 13) | (h3 >>> 19);
    l3 = (swapped << 13) | (l3 >>> 19);
  }

  function words(): number[] {
    return [h0, l0, h1, l1, h2, l2, h3, l3].map((half) => half >>> 0);
  }

  const source: BitSource = { next, high: 0, low: 0, words };
  return source;
}
