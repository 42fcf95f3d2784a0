import type { Cell } from "../../cell/mod.ts";
import { defineInput } from "./input.ts";

/** Settings of {@linkcode range}. */
export interface RangeSettings {
  /** Smallest value. Default 0. */
  readonly min?: number;
  /** Largest value. Default 100. */
  readonly max?: number;
  /** Distance between values. Default 1. */
  readonly step?: number;
  /** Value at first. Default `min`. */
  readonly value?: number;
}

/**
 * A slider with a typed value: range`Hidden neurons ${{ min: 1, max: 24 }}`.
 *
 * @throws {RangeError} If min, max and step do not make a range.
 */
export function range(
  strings: TemplateStringsArray,
  settings: RangeSettings = {},
): Cell<number> {
  const { min = 0, max = 100, step = 1 } = settings;
  const { value = min } = settings;
  if (!(min < max && step > 0 && step < Infinity)) {
    throw new RangeError(
      `Cannot make the range "${
        strings[0]!.trim()
      }": min ${min}, max ${max}, step ${step}, expected min < max and a positive step`,
    );
  }
  return defineInput({
    tag: "range",
    strings,
    initial: () => value,
    check: (value) => {
      if (typeof value === "number" && value >= min && value <= max) {
        return value;
      }
      throw new RangeError(
        `${String(value)}, expected a number from ${min} to ${max}`,
      );
    },
    settings: () => ({ control: "range", min, max, step }),
    toText: String,
    fromText: numberFromText,
  });
}

/** A number where the text is one, else the text itself, for the message. */
export function numberFromText(text: string): unknown {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? `"${text}"` : value;
}
