/** Length of the state, in 32-bit words. */
const length = 624;
/** Distance of the words that one new word mixes. */
const distance = 397;

/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded by one
 * integer as in its authors' init_genrand of 2002: the stream that NumPy's
 * RandomState and PyTorch's CPU generator share.
 *
 * @param seed An integer in 0 … 2³² − 1; not checked.
 * @returns A function that draws the next 32 bits, as an integer from 0.
 */
export function mt19937(seed: number): () => number {
  const state = new Uint32Array(length);
  state[0] = seed;
  for (let i = 1; i < length; i++) {
    const before = state[i - 1] ^ (state[i - 1] >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  let at = length;

  function twist(): void {
    for (let i = 0; i < length; i++) {
      const next = state[(i + 1) % length];
      const joined = (state[i] & 0x80000000) | (next & 0x7fffffff);
      state[i] = state[(i + distance) % length] ^ (joined >>> 1) ^
        (joined & 1 ? 0x9908b0df : 0);
    }
    at = 0;
  }

  return () => {
    if (at === length) twist();
    let word = state[at++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}
