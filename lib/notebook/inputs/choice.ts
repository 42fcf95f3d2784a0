import { Cell } from "../../cell/mod.ts";
import {
  anyOf,
  checkArguments,
  checkOptions,
  list,
  number,
  type Option,
  type OptionTable,
  shown,
  text,
} from "../../options/mod.ts";
import { defineInput } from "./input.ts";
import { checkTag } from "../template.ts";

/** Options of a menu: texts or numbers, fixed or from another cell. */
export type MenuOptions<T> = readonly T[] | Cell<readonly T[]>;

/** Settings of {@linkcode choice}. */
export interface ChoiceSettings<T> {
  /** Value at first. Default: the first option. */
  readonly value?: T;
}

/** What {@linkcode choice} takes beside its options. */
export const choiceSettings: OptionTable<ChoiceSettings<string | number>> = {
  value: anyOf(text, number),
};

/** What {@linkcode choices} takes beside its options. */
export const choicesSettings: OptionTable<ChoiceSettings<readonly string[]>> = {
  value: list,
};

/**
 * A menu: choice`Activation ${["tanh", "relu"]}`. The options may be a cell;
 * when they change and the value is not among them any more, the menu returns
 * to its first value.
 *
 * @throws {TypeError} If a setting is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { type Activation, choice, mlp } from "@thalweg/thalweg";
 *
 * const activation = choice`Activation ${["tanh", "relu"]} ${{ value: "relu" }}`;
 * mlp`2 → 5 ${activation} → 1`;
 * ```
 */
export function choice<T extends string | number>(
  strings: readonly string[],
  options: MenuOptions<T>,
  settings: ChoiceSettings<T> = {},
): Cell<T> {
  checkTag("choice", strings);
  checkOptions(
    `make the menu "${strings[0].trim()}"`,
    settings,
    choiceSettings,
  );
  const menu = readMenu(options);
  let listed: readonly T[] | undefined;
  return defineInput<T>({
    tag: "choice",
    strings,
    inputs: menu.inputs,
    initial: () => {
      const now = menu.now();
      const { value } = settings;
      return value !== undefined && now.includes(value) ? value : now[0]!;
    },
    check: (value) => {
      const now = menu.now();
      const moved = listed !== undefined && listed !== now;
      listed = now;
      const option = menu.find(value);
      if (option !== undefined) return option;
      if (moved && now.length > 0) return now[0]!;
      throw new RangeError(
        `"${String(value)}", expected one of ${now.join(", ")}`,
      );
    },
    settings: () => ({ control: "choice", options: menu.now().map(String) }),
    toText: String,
    fromText: (text) => text,
  });
}

/**
 * Check boxes: choices`Columns ${["a", "b", "c"]} ${{ value: ["a"] }}`. All
 * options are chosen at first unless said otherwise.
 *
 * @throws {TypeError} If a setting is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { cell, choices } from "@thalweg/thalweg";
 *
 * const inputs = choices`Inputs ${["length", "width"]}`; // any number of them
 * cell`How many ${inputs} ${(inputs) => inputs.length}`;
 * ```
 */
export function choices<T extends string | number>(
  strings: TemplateStringsArray,
  options: MenuOptions<T>,
  settings: ChoiceSettings<readonly T[]> = {},
): Cell<readonly T[]> {
  checkTag("choices", strings);
  const act = `make the check boxes "${strings[0].trim()}"`;
  checkOptions(act, settings, choicesSettings);
  const menu = readMenu(options);
  return defineInput<readonly T[]>({
    tag: "choices",
    strings,
    inputs: menu.inputs,
    initial: () => settings.value ?? menu.now(),
    check: (value) => {
      if (!Array.isArray(value)) {
        throw new TypeError(`${shown(value)}, expected a list of options`);
      }
      // In the menu's order; what the menu does not have any more drops out.
      const found = value.map(menu.find);
      const kept = menu.now().filter((option) => found.includes(option));
      return kept.length > 0 || value.length === 0 ? kept : menu.now();
    },
    settings: () => ({ control: "choices", options: menu.now().map(String) }),
    toText: (value) => (value as readonly T[]).join("\n"),
    fromText: (text) => text.split(/\n|, /).filter((part) => part !== ""),
  });
}

const menuOptions: Option = {
  expected: "a list of texts or numbers, or a cell of one",
  isType: (value) => value instanceof Cell || Array.isArray(value),
};

function readMenu<T extends string | number>(options: MenuOptions<T>) {
  checkArguments("make a menu", { options }, { options: menuOptions });
  if (Array.isArray(options) && options.length === 0) {
    throw new RangeError(
      "Cannot make a menu: no options, expected at least one",
    );
  }
  const now = (): readonly T[] =>
    options instanceof Cell
      ? options.state.value as readonly T[] ?? []
      : options;
  return {
    now,
    inputs: options instanceof Cell ? [options as Cell<unknown>] : [],
    /** The option that is a value, or reads like it. */
    find: (value: unknown): T | undefined =>
      now().find((option) => option === value) ??
        now().find((option) => String(option) === value),
  };
}
