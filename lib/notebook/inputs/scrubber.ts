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
  // the end that the value in force was checked against
  let end: number | undefined;
  let value: number | undefined;
  return defineInput({
    tag: "scrubber",
    strings,
    inputs: max instanceof Cell ? [max as Cell<unknown>] : [],
    initial: last,
    check: (chosen) => {
      if (typeof chosen !== "number" || !Number.isFinite(chosen)) {
        throw new RangeError(
          `${String(chosen)}, expected a number from ${min} to ${last()}`,
        );
      }
      const untouched = chosen === value;
      const moved = end !== undefined && end !== last();
      const follows = moved && untouched && value === end;
      end = last();
      value = follows ? end : Math.min(end, Math.max(min, chosen));
      return value;
    },
    settings: () => ({ control: "scrubber", min, max: last(), step }),
    toText: (value) => value === undefined ? "" : String(value),
    fromText: numberFromText,
  });
}
