const mask = (1n << 64n) - 1n;

/**
 * The first `count` outputs of splitmix64 (Steele, Lea and Flood, Fast
 * splittable pseudorandom number generators, 2014), the generator that
 * xoshiro's authors recommend for filling its state from one number.
 */
export function splitmix64(seed: bigint, count: number): bigint[] {
  let x = seed & mask;
  return Array.from({ length: count }, () => {
    x = (x + 0x9e3779b97f4a7c15n) & mask;
    let z = x;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return z ^ (z >> 31n);
  });
}
