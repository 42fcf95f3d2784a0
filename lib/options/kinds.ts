/** What an option must be. */
export interface Option {
  /** In words: "a number from 0 on". */
  readonly expected: string;
  /** Whether a value is of its type: what is not is a TypeError. */
  readonly isType: (value: unknown) => boolean;
  /** Whether a value of the type is in its range: what is not is a RangeError. */
  readonly isInRange?: (value: unknown) => boolean;
  /** Whether it must be given. */
  readonly required?: boolean;
  /** The options within it, where it is a table of options of its own. */
  readonly table?: (value: unknown) => OptionTable | undefined;
  /** What its entries must be, where it is a list. */
  readonly entries?: Option;
  /** What it may be instead; the first whose type fits is meant. */
  readonly choices?: readonly Option[];
}

/**
 * What a function takes: each option by name. `OptionTable<TrainOptions>` is
 * one that names all options of the interface and no other; of a union those of
 * all its members.
 */
export type OptionTable<Options = Readonly<Record<string, unknown>>> = Readonly<
  Record<Options extends unknown ? keyof Options & string : never, Option>
>;

/** A number; whether its size fits is for the function to say. */
export const number: Option = {
  expected: "a number",
  isType: (value) => typeof value === "number",
};

/** A number from `least` on; not NaN. */
export function numberFrom(least: number): Option {
  return {
    ...number,
    expected: `a number from ${least} on`,
    isInRange: (value) => value as number >= least,
  };
}

/** A finite number from `least` on. */
export function finiteFrom(least: number): Option {
  return {
    ...number,
    expected: `a finite number from ${least} on`,
    isInRange: (value) => value as number >= least && value !== Infinity,
  };
}

/** An integer from `least` on, or Infinity where that means without end. */
export function countFrom(least: number): Option {
  return {
    ...number,
    expected: `an integer from ${least} on`,
    isInRange: (value) =>
      value as number >= least &&
      (Number.isInteger(value) || value === Infinity),
  };
}

/** What memory has room for, of numbers in a row: 1 GiB of them. */
const mostEntries = 2 ** 27;

/** An integer from `least` on of things that are kept, as samples or neurons. */
export function sizeFrom(least: number): Option {
  return {
    ...number,
    expected: `an integer from ${least} to ${mostEntries}`,
    isInRange: (value) =>
      Number.isInteger(value) && value as number >= least &&
      value as number <= mostEntries,
  };
}

/** A text; which ones fit is for the function to say. */
export const text: Option = {
  expected: "a text",
  isType: (value) => typeof value === "string",
};

/** true or false. */
export const flag: Option = {
  expected: "true or false",
  isType: (value) => typeof value === "boolean",
};

/** One of some values. */
export function oneOf(...values: readonly (string | boolean)[]): Option {
  return {
    expected: either(values.map((value) => JSON.stringify(value))),
    isType: (value) => values.some((each) => typeof each === typeof value),
    isInRange: (value) => values.includes(value as string),
  };
}

/** A function. */
export const callable: Option = {
  expected: "a function",
  isType: (value) => typeof value === "function",
};

/** An object that is data, such as a network or a result: its names are its own. */
export const record: Option = {
  expected: "an object",
  isType: (value) => typeof value === "object" && value !== null,
};

/** A list or a typed array. */
export const list: Option = {
  expected: "a list",
  isType: (value) =>
    Array.isArray(value) ||
    (ArrayBuffer.isView(value) && !(value instanceof DataView)),
};

/** A list of which each entry is as described. */
export function listOf(entries: Option): Option {
  return { ...list, expected: `a list of ${entries.expected}`, entries };
}

/** An AbortSignal; of any window, so known by what it has. */
export const abortSignal: Option = {
  expected: "an AbortSignal",
  isType: (value) => record.isType(value) && "aborted" in (value as object),
};

/** A table of options within options. */
export function nested(
  table: OptionTable | ((value: unknown) => OptionTable | undefined),
): Option {
  return {
    expected: "an object of options",
    isType: isOptions,
    table: typeof table === "function" ? table : () => table,
  };
}

/**
 * Data of which there are several kinds, each with a table of its own. A kind
 * that is unknown is for the function to refuse.
 *
 * @param by The option that says which kind it is.
 */
export function variants(
  tables: Readonly<Record<string, OptionTable>>,
  by: string = "kind",
): Option {
  return nested((value) => {
    const kind = String((value as Readonly<Record<string, unknown>>)[by]);
    return Object.hasOwn(tables, kind) ? tables[kind] : undefined;
  });
}

/** One of several kinds. */
export function anyOf(...choices: readonly Option[]): Option {
  return {
    expected: either(choices.map(({ expected }) => expected)),
    isType: (value) => choices.some((choice) => choice.isType(value)),
    choices,
  };
}

/** One that must be given. */
export function required(option: Option): Option {
  return { ...option, required: true };
}

/** A table that names all but some. */
export function without<
  Table extends OptionTable,
  Name extends keyof Table & string,
>(table: Table, ...names: readonly Name[]): Omit<Table, Name> {
  const left = Object.entries(table).filter(([name]) =>
    !names.includes(name as Name)
  );
  return Object.fromEntries(left) as Omit<Table, Name>;
}

/** The options that are given: those that are not undefined. */
export function defined<Options extends object>(
  options: Options,
): { [Name in keyof Options]: Exclude<Options[Name], undefined> } {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as { [Name in keyof Options]: Exclude<Options[Name], undefined> };
}

/** Whether a value can hold options: a plain object, of whatever window. */
export function isOptions(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function either(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
