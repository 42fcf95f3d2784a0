import { Cell } from "../../cell/mod.ts";
import { defineInput } from "./input.ts";
import { numberFromText } from "./range.ts";

/** Settings of {@linkcode scrubber}. */
export interface ScrubberSettings {
  /** The last value, at which it starts; it may follow another cell. */
  readonly max: number | Cell<number>;
  /** Smallest value. Default 0. */
  readonly min?: number;
  /** Distance between values. Default 1. */
  readonly step?: number;
}

/**
 * A slider through something that was recorded, with a number box and a play
 * button: scrubber`Iteration ${{ max: 1000 }}`. It starts at the end, and stays
 * there when the end moves; elsewhere it keeps its value as far as it fits.
 */
export function scrubber(
  strings: readonly string[],
  settings: ScrubberSettings,
): Cell<number> {
  const { max, min = 0, step = 1 } = settings;
  const last = () =>
    Math.max(min, max instanceof Cell ? max.value ?? min : max);
  let chosen: unknown;
  let follows = true;

  function place(value: number): number {
    if (follows && value === chosen) return last();
    return Math.min(last(), Math.max(min, value));
  }

  return defineInput({
    tag: "scrubber",
    strings,
    inputs: max instanceof Cell ? [max as Cell<unknown>] : [],
    initial: last,
    check: (value, _, isNew) => {
      if (typeof value !== "number" || !Number.isFinite(value)) {
        throw new RangeError(
          `${String(value)}, expected a number from ${min} to ${last()}`,
        );
      }
      if (isNew) follows = value >= last();
      chosen = value;
      return place(value);
    },
    settings: () => ({ control: "scrubber", min, max: last(), step }),
    toText: (value) =>
      typeof value === "number" ? String(place(value)) : String(value ?? ""),
    fromText: numberFromText,
  });
}
