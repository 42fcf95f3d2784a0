import {
  checkArguments,
  checkOptions,
  finiteFrom,
  numbers,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import { playerHtml } from "./player.ts";
import { madeProse, type Prose } from "./prose.ts";

/** Which sound. */
export interface SoundPlayerOptions {
  /** Numbers per second. */
  readonly sampleRate: number;
  /** What stands beside the player. */
  readonly name: string;
}

/** What {@linkcode soundPlayer} takes beside the sound. */
export const soundPlayerOptions: OptionTable<SoundPlayerOptions> = {
  sampleRate: required(finiteFrom(1000)),
  name: required(text),
};

/**
 * A player of a sound, for prose: numbers of any size, of which the largest will
 * be as loud as can be, as 16-bit WAV in the page.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example In a notebook
 * ```ts
 * import { cell, md, soundPlayer } from "@thalweg/thalweg";
 *
 * const tone = Float64Array.from({ length: 8000 }, (_, t) => Math.sin(t / 3));
 * md`${cell`A tone ${() => soundPlayer(tone, { sampleRate: 8000, name: "Tone" })}`}`;
 * ```
 */
export function soundPlayer(
  sound: ArrayLike<number>,
  options: SoundPlayerOptions,
): Prose {
  checkOptions("play the sound", options, soundPlayerOptions);
  checkArguments("play the sound", { sound }, { sound: numbers });
  const { sampleRate, name } = options;
  const player = { kind: "player", name } as const;
  return madeProse(playerHtml(player, wavUrl(sound, sampleRate)), player);
}

/** The sound as a WAV file (RIFF, PCM, one channel) in a data URL. */
function wavUrl(sound: ArrayLike<number>, sampleRate: number): string {
  const bytes = new Uint8Array(44 + 2 * sound.length);
  const view = new DataView(bytes.buffer);
  const word = (at: number, letters: string) =>
    bytes.set(new TextEncoder().encode(letters), at);
  word(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, 2 * sound.length, true);
  let largest = 0;
  for (let t = 0; t < sound.length; t++) {
    largest = Math.max(largest, Math.abs(sound[t]));
  }
  const scale = largest > 0 ? 32767 / largest : 0;
  for (let t = 0; t < sound.length; t++) {
    view.setInt16(44 + 2 * t, scale * sound[t], true);
  }
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return `data:audio/wav;base64,${btoa(text)}`;
}
