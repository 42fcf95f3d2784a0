/** By how much the second lane turns, round by round. */
const rotations = [13, 15, 26, 6, 17, 29, 16, 24];

/**
 * Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror and Shaw, Parallel random
 * numbers: as easy as 1, 2, 3, SC 2011) of counters whose first half is one lane
 * and whose second half the other.
 *
 * @param counters Of even length.
 * @returns Both lanes, one after the other.
 */
export function threefry(
  key0: number,
  key1: number,
  counters: Uint32Array,
): Uint32Array {
  const keys = [key0, key1, key0 ^ key1 ^ 0x1bd11bda];
  const half = counters.length / 2;
  const out = new Uint32Array(counters.length);
  for (let i = 0; i < half; i++) {
    let x = (counters[i] + keys[0]) | 0;
    let y = (counters[half + i] + keys[1]) | 0;
    for (let group = 1; group <= 5; group++) {
      // four rounds, with one half of the rotations and the other in turn
      const from = group % 2 === 1 ? 0 : 4;
      for (let r = from; r < from + 4; r++) {
        x = (x + y) | 0;
        y = ((y << rotations[r]) | (y >>> (32 - rotations[r]))) ^ x;
      }
      x = (x + keys[group % 3]) | 0;
      y = (y + keys[(group + 1) % 3] + group) | 0;
    }
    out[i] = x;
    out[half + i] = y;
  }
  return out;
}
