import type { NumpyRandomState } from "../../random/mod.ts";
import type { CheckedLinearModel } from "./options.ts";

/**
 * Noise on the training targets (samples × outputs): independent with two levels
 * on two halves of the samples, in random order; or coupled, where that along
 * the i-th left singular vector of X has the first level if F²ᵢ ≥ 1.
 *
 * @param z Normal numbers drawn with the samples, if they were.
 */
export function noiseOf(
  { samples, outputs, noise: [first, second], coupled }: CheckedLinearModel,
  random: NumpyRandomState,
  z: Float64Array | undefined,
  { left, modulation }: {
    readonly left: Float64Array;
    readonly modulation?: Float64Array | undefined;
  },
): Float64Array {
  if (coupled) {
    const out = new Float64Array(samples * outputs);
    const k = left.length / samples;
    for (let i = 0; i < k; i++) {
      const level = modulation![i] >= 1 ? first : second;
      for (let o = 0; o < outputs; o++) {
        const share = level * random.randn();
        for (let n = 0; n < samples; n++) {
          out[n * outputs + o] += share * left[i * samples + n];
        }
      }
    }
    return out;
  }
  const drawn = z ??
    Float64Array.from({ length: samples * outputs }, () => random.randn());
  const half = Math.floor(samples / 2);
  const levels = Array.from(
    { length: samples },
    (_, n) => n < half ? first : second,
  );
  if (first !== second) shuffle(levels, random);
  return drawn.map((x, n) => x * levels[Math.floor(n / outputs)]);
}

function shuffle(list: number[], random: NumpyRandomState): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random.double() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
}
