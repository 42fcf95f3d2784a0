import type { Cell } from "../../cell/mod.ts";
import { notebookGraph } from "../notebook.ts";
import { readTemplate } from "../template.ts";

/** What a host needs to draw an input: plain data. */
export type ControlSettings =
  | {
    readonly control: "range";
    readonly min: number;
    readonly max: number;
    readonly step: number;
  }
  | {
    readonly control: "scrubber";
    readonly min: number;
    readonly max: number;
    readonly step: number;
  }
  | { readonly control: "button" }
  | { readonly control: "number" }
  | { readonly control: "text" }
  | { readonly control: "toggle" }
  | { readonly control: "choice"; readonly options: readonly string[] }
  | { readonly control: "choices"; readonly options: readonly string[] }
  | { readonly control: "file"; readonly accept: string };

/** What hosts see of an input. */
export interface InputView {
  readonly kind: "input";
  /** The words next to the control. */
  readonly label: string;
  /** How to draw it now. */
  readonly settings: () => ControlSettings;
  /** What the user chose as text, also where the cell refuses it. */
  readonly currentText: () => string;
  /** The value that a typed or transmitted text stands for. */
  readonly fromText: (text: string) => unknown;
}

/** The parts of an input that differ between controls. */
export interface InputDefinition<T> {
  readonly tag: string;
  readonly strings: readonly string[];
  /** Cells that the control depends on, as the options of a menu. */
  readonly inputs?: readonly Cell<unknown>[];
  /** The value at first; a promise for one that has to be fetched. */
  readonly initial: () => T | Promise<T>;
  /** Checks what the user chose; throws if it does not fit. */
  readonly check: (
    value: unknown,
    inputs: readonly unknown[],
    /** Whether somebody has just chosen it; else the inputs have changed. */
    isNew: boolean,
  ) => T;
  /** Where a default follows from the inputs, as the first option of a menu. */
  readonly settings: () => ControlSettings;
  readonly toText: (value: unknown) => string;
  readonly fromText: (text: string) => unknown;
}

/**
 * Defines an input cell. A value that does not fit is kept, so that nothing the
 * user typed is lost, and fails the cell with the reason.
 */
export function defineInput<T>(definition: InputDefinition<T>): Cell<T> {
  const { tag, strings, inputs = [], initial, check } = definition;
  const template = readTemplate(tag, strings, [], { shown: 0 });
  const label = template.title();
  let chosen: { readonly value: unknown } | undefined;
  let seen: typeof chosen;
  let first: T | undefined;
  const checked = (value: unknown, values: readonly unknown[]) => {
    const isNew = chosen !== seen;
    seen = chosen;
    try {
      return check(value, values, isNew);
    } catch (error) {
      const { message } = error as Error;
      throw new RangeError(`Cannot set "${label}": ${message}`);
    }
  };
  let cell: Cell<T> | undefined = undefined;
  cell = notebookGraph().define<T>({
    ...template,
    inputs,
    accept: (value) => chosen = { value },
    compute: (values) => {
      if (chosen) return checked(chosen.value, values);
      const start = initial();
      if (!(start instanceof Promise)) return checked(first = start, values);
      return start.then((value) => checked(first = value, values));
    },
    view: {
      kind: "input",
      label,
      settings: definition.settings,
      currentText: () =>
        definition.toText(chosen ? chosen.value : cell?.value ?? first),
      fromText: definition.fromText,
    } satisfies InputView,
  });
  return cell;
}
