import {
  checkFinite,
  checkOptions,
  finiteFrom,
  list,
  listOf,
  number,
  type OptionTable,
  sizeFrom,
} from "../options/mod.ts";
import { type Generator, randomGenerator } from "../random/mod.ts";
import { cos, exp, sin } from "../special/mod.ts";

/** Which sounds. */
export interface MixedSoundsOptions {
  /** How long; 4. */
  readonly seconds?: number;
  /** Numbers per second; 8000. */
  readonly sampleRate?: number;
  /** Row i: how loud voice i is at each ear; [[1, 0.6], [0.7, 1]]. */
  readonly mixing?: readonly (readonly number[])[];
  /** Of what the voices say; 0. */
  readonly seed?: number;
}

/** What {@linkcode mixedSounds} takes. */
export const mixedSoundsOptions: OptionTable<MixedSoundsOptions> = {
  seconds: finiteFrom(0.01),
  sampleRate: sizeFrom(1000),
  mixing: listOf(list),
  seed: number,
};

/** Two voices, and what two ears hear of them. */
export interface MixedSounds {
  /** Each voice, with mean square 1. */
  readonly sources: readonly [Float64Array, Float64Array];
  /** Sounds at both ears: times × 2, row-major; a row is (s₁, s₂) times mixing. */
  readonly mixtures: Float64Array;
  /** See {@linkcode MixedSoundsOptions}. */
  readonly mixing: readonly (readonly number[])[];
  /** Numbers per second. */
  readonly sampleRate: number;
}

/** Resonances of a mouth, in Hz: the vowels a, e, i, o, u. */
const vowels = [
  [750, 1150, 2500],
  [500, 1750, 2450],
  [300, 2200, 2900],
  [450, 850, 2500],
  [320, 750, 2350],
] as const;

/** A voice: its pitch in Hz, and syllables per second. */
interface Speaker {
  readonly pitch: number;
  readonly pace: number;
}

const speakers: readonly [Speaker, Speaker] = [
  { pitch: 115, pace: 3.1 },
  { pitch: 225, pace: 4.3 },
];

/**
 * Two made voices that babble vowels with rests between them, mixed as two ears
 * hear them. Pulses of the throat through three resonances of the mouth (Klatt,
 * Software for a cascade/parallel formant synthesizer, 1980): sounds whose
 * values have heavy tails, as speech has.
 *
 * @throws {RangeError} If the mixing is not 2 × 2.
 * @throws {TypeError} If an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mixedSounds } from "@thalweg/thalweg";
 *
 * const { sources, mixtures } = mixedSounds({ seconds: 0.01, seed: 1 });
 * assertEquals([sources.length, mixtures.length], [2, 160]); // voices, samples × 2
 * ```
 */
export function mixedSounds(options: MixedSoundsOptions = {}): MixedSounds {
  const act = "mix sounds";
  checkOptions(act, options, mixedSoundsOptions);
  const {
    seconds = 4,
    sampleRate = 8000,
    mixing = [[1, 0.6], [0.7, 1]],
    seed = 0,
  } = options;
  if (mixing.length !== 2 || mixing.some((row) => row.length !== 2)) {
    throw new RangeError(
      `Cannot ${act}: mixing has ${mixing.length} rows of ${
        mixing.map((row) => row.length).join(" and ")
      }, expected 2 × 2`,
    );
  }
  mixing.forEach((row, i) => checkFinite(act, `mixing[${i}]`, row));
  if (!(seconds * sampleRate <= 2 ** 26)) {
    throw new RangeError(
      `Cannot ${act}: ${seconds} s of ${sampleRate} samples each, expected at most ${
        2 ** 26
      } samples`,
    );
  }
  const random = randomGenerator(seed);
  const length = Math.round(seconds * sampleRate);
  const [a, b] = speakers.map((speaker) =>
    voice(speaker, length, sampleRate, random)
  );
  const mixtures = new Float64Array(2 * length);
  for (let t = 0; t < length; t++) {
    for (let j = 0; j < 2; j++) {
      mixtures[2 * t + j] = a[t] * mixing[0][j] + b[t] * mixing[1][j];
    }
  }
  return { sources: [a, b], mixtures, mixing, sampleRate };
}

function voice(
  { pitch, pace }: Speaker,
  length: number,
  rate: number,
  random: Generator,
): Float64Array {
  const sound = new Float64Array(length);
  let phase = 0;
  for (let start = 0; start < length;) {
    const spoken = Math.round(rate / pace * (0.5 + 0.6 * random.uniform()));
    const rest = Math.round(rate / pace * 0.5 * random.uniform());
    const end = Math.min(start + spoken, length);
    const tone = pitch * (0.9 + 0.2 * random.uniform());
    for (let t = start; t < end; t++) {
      phase += tone * (1 + 0.02 * sin(2 * Math.PI * 5 * t / rate)) / rate;
      const rise = sin(Math.PI * (t - start) / spoken);
      if (phase >= 1) {
        phase -= 1;
        sound[t] = rise * rise * (0.8 + 0.4 * random.uniform());
      }
    }
    for (const resonance of vowels[random.integer(vowels.length)]) {
      resonate(sound, start, Math.min(end + rest, length), resonance, rate);
    }
    start = end + rest;
  }
  let square = 0;
  for (const value of sound) square += value * value / length;
  const scale = square > 0 ? 1 / Math.sqrt(square) : 1;
  return sound.map((value) => scale * value);
}

/** A resonance of a bandwidth of 80 Hz, in place. */
function resonate(
  sound: Float64Array,
  start: number,
  end: number,
  frequency: number,
  rate: number,
): void {
  const decay = exp(-Math.PI * 80 / rate);
  const turn = 2 * decay * cos(2 * Math.PI * frequency / rate);
  const gain = 1 - turn + decay * decay;
  let last = 0;
  let before = 0;
  for (let t = start; t < end; t++) {
    const value = gain * sound[t] + turn * last - decay * decay * before;
    before = last;
    last = value;
    sound[t] = value;
  }
}
