import { Cell } from "../../cell/mod.ts";
import {
  anyOf,
  checkOptions,
  defined,
  list,
  number,
  type OptionTable,
  record,
  required,
  shown,
} from "../../options/mod.ts";
import { defineInput } from "./input.ts";
import { numberFromText } from "./range.ts";
import { checkTag } from "../template.ts";

/** Settings of {@linkcode scrubber}. */
export type ScrubberSettings =
  | {
    /** The last value, at which it starts; it may follow another cell. */
    readonly max: number | Cell<number>;
    /** Smallest value. Default 0. */
    readonly min?: number;
    /** Distance between values. Default 1. */
    readonly step?: number;
  }
  | {
    /** The values themselves, ascending, at least one: recorded times. */
    readonly stops: ArrayLike<number> | Cell<ArrayLike<number>>;
    /**
     * What these are called, one name each, shown in place of a box with the
     * number. Default: none.
     */
    readonly names?: readonly string[] | Cell<readonly string[]>;
  };

type Stops = Extract<ScrubberSettings, { readonly stops: unknown }>;
type Even = Exclude<ScrubberSettings, Stops>;

/** What {@linkcode scrubber} takes: a last value, or stops and their names. */
export const scrubberSettings: OptionTable<ScrubberSettings> = {
  max: anyOf(number, record),
  min: number,
  step: number,
  stops: anyOf(list, record),
  names: anyOf(list, record),
};

/**
 * A slider through something that was recorded, with a number box and a play
 * button: scrubber`Iteration ${{ max: 1000 }}`. It starts at the end, and stays
 * there when the end moves; elsewhere it keeps its value as far as it fits. Of
 * stops it takes the last one at or before what was chosen.
 *
 * @throws {TypeError} If a setting is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { cell, scrubber } from "@thalweg/thalweg";
 *
 * const step = scrubber`Iteration ${{ max: 100 }}`;
 * cell`Percent ${step} ${(step) => `${step} %`}`;
 * ```
 */
export function scrubber(
  strings: readonly string[],
  settings: ScrubberSettings,
): Cell<number> {
  checkTag("scrubber", strings);
  const act = `make the scrubber "${strings[0].trim()}"`;
  checkOptions(act, settings, scrubberSettings);
  const { stops, names } = (settings ?? {}) as Partial<Stops>;
  const { max } = scrubberSettings;
  checkOptions(
    act,
    defined(settings ?? {}),
    stops
      ? { stops: scrubberSettings.stops, names: scrubberSettings.names }
      : { ...scrubberSettings, max: required(max) },
  );
  const course = stops
    ? stopCourse(stops, names)
    : evenCourse(settings as Even);
  let follows = true;

  const place = (value: number) => follows ? course.last() : course.fit(value);

  return defineInput({
    tag: "scrubber",
    strings,
    inputs: course.inputs,
    initial: () => {
      follows = true;
      return course.last();
    },
    // What an address says is chosen before anything was recorded.
    choose: (value) =>
      follows = course.ready() && typeof value === "number" &&
        value >= course.last(),
    check: (value) => {
      if (typeof value === "number" && Number.isFinite(value)) {
        return place(value);
      }
      throw new RangeError(
        `${
          shown(value)
        }, expected a number from ${course.first()} to ${course.last()}`,
      );
    },
    settings: () => ({ control: "scrubber", ...course.slider() }),
    toText: (value) => String(typeof value === "number" ? place(value) : value),
    fromText: numberFromText,
    keep: (value) => follows ? undefined : String(value),
  });
}

/** What a scrubber goes through, as far as it is known. */
interface Course {
  readonly inputs: readonly Cell<unknown>[];
  ready(): boolean;
  first(): number;
  last(): number;
  /** The value on the course that a chosen one stands for. */
  fit(value: number): number;
  slider(): {
    readonly min: number;
    readonly max: number;
    readonly step: number;
    readonly stops?: readonly number[];
    readonly names?: readonly string[];
  };
}

function evenCourse({ max, min = 0, step = 1 }: {
  readonly max: number | Cell<number>;
  readonly min?: number;
  readonly step?: number;
}): Course {
  const end = following(max);
  const last = () => Math.max(min, end.now() ?? min);
  return {
    inputs: end.inputs,
    ready: () => end.now() !== undefined,
    first: () => min,
    last,
    fit: (value) => Math.min(last(), Math.max(min, value)),
    slider: () => ({ min, max: last(), step }),
  };
}

function stopCourse(
  recorded: ArrayLike<number> | Cell<ArrayLike<number>>,
  called?: readonly string[] | Cell<readonly string[]>,
): Course {
  const source = following(recorded);
  const names = following(called);
  const stops = () => source.now() ?? [0];
  const first = () => stops()[0];
  const last = () => stops()[stops().length - 1];
  return {
    inputs: [...source.inputs, ...names.inputs],
    ready: () => source.now() !== undefined,
    first,
    last,
    fit: (value) =>
      Array.from(stops()).findLast((stop) => stop <= value) ?? first(),
    slider: () => ({
      min: first(),
      max: last(),
      step: 0,
      stops: Array.from(stops()),
      // where both follow a training, one may be there before the other
      ...(called && {
        names: Array.from(stops(), (_, i) => names.now()?.[i] ?? ""),
      }),
    }),
  };
}

/** A value that may be a cell's. */
function following<T>(value: T | Cell<T>) {
  return value instanceof Cell
    ? {
      inputs: [value as Cell<unknown>],
      now: () => value.state.value as T | undefined,
    }
    : { inputs: [], now: (): T | undefined => value };
}
