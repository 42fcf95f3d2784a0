import type { Cell } from "../../cell/mod.ts";
import {
  checkOptions,
  number,
  oneOf,
  type OptionTable,
  shown,
} from "../../options/mod.ts";
import { defineInput } from "./input.ts";
import { checkTag } from "../template.ts";

/** Settings of {@linkcode range}. */
export interface RangeSettings {
  /** Smallest value. Default 0. */
  readonly min?: number;
  /** Largest value. Default 100. */
  readonly max?: number;
  /** Distance between values on a linear scale. Default 1. */
  readonly step?: number;
  /** Value at first. Default `min`. */
  readonly value?: number;
  /**
   * A logarithmic slider goes through twenty values per factor of ten, of three
   * digits each. Default: "linear".
   */
  readonly scale?: "linear" | "log";
}

/** What {@linkcode range} takes. */
export const rangeSettings: OptionTable<RangeSettings> = {
  min: number,
  max: number,
  step: number,
  value: number,
  scale: oneOf("linear", "log"),
};

/**
 * A slider with a typed value: range`Hidden neurons ${{ min: 1, max: 24 }}`,
 * range`Learning rate ${{ min: 1e-5, max: 1, scale: "log" }}`. Typed values may
 * lie between those of the slider, except where that goes from integer to
 * integer.
 *
 * @throws {RangeError} If min, max and step do not make a range.
 * @throws {TypeError} If a setting is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { mlp, range } from "@thalweg/thalweg";
 *
 * const width = range`Hidden neurons ${{ min: 1, max: 24, value: 5 }}`;
 * range`Learning rate ${{ min: 1e-4, max: 1, scale: "log", value: 0.1 }}`;
 * mlp`2 → ${width} tanh → 1`;
 * ```
 */
export function range(
  strings: TemplateStringsArray,
  settings: RangeSettings = {},
): Cell<number> {
  checkTag("range", strings);
  const act = `make the range "${strings[0]!.trim()}"`;
  checkOptions(act, settings, rangeSettings);
  const { min = 0, max = 100, step = 1, scale = "linear" } = settings;
  const { value = min } = settings;
  const log = scale === "log";
  if (!(min < max && max < Infinity && step > 0 && step < Infinity)) {
    throw new RangeError(
      `Cannot ${act}: min ${min}, max ${max}, step ${step}, expected min < max and a positive step`,
    );
  }
  if (log && min <= 0) {
    throw new RangeError(
      `Cannot ${act}: min ${min}, expected more than 0 on a logarithmic scale`,
    );
  }
  // A slider that goes from integer to integer sets a count.
  const whole = !log && Number.isInteger(step) && Number.isInteger(min) &&
    Number.isInteger(value);
  const stops = log ? { stops: decadeStops(min, max) } : {};
  return defineInput({
    tag: "range",
    strings,
    initial: () => value,
    check: (value) => {
      const fits = typeof value === "number" && value >= min && value <= max;
      if (fits && (!whole || Number.isInteger(value))) return value;
      throw new RangeError(
        `${shown(value)}, expected ${
          whole ? "an integer" : "a number"
        } from ${min} to ${max}`,
      );
    },
    settings: () => ({ control: "range", min, max, step, ...stops }),
    toText: String,
    fromText: numberFromText,
  });
}

/** A ratio of 10^(1/20) ≈ 1.12: steps that are seen on a logarithmic axis. */
const stopsPerDecade = 20;

function decadeStops(min: number, max: number): readonly number[] {
  const low = Math.log10(min);
  const decades = Math.log10(max) - low;
  const count = Math.max(2, Math.round(decades * stopsPerDecade));
  const between = Array.from(
    { length: count - 1 },
    (_, k) => Number((10 ** (low + decades * (k + 1) / count)).toPrecision(3)),
  );
  return [min, ...between.filter((stop) => stop > min && stop < max), max];
}

/** A number where the text is one, else the text itself, for the message. */
export function numberFromText(text: string): unknown {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? `"${text}"` : value;
}
