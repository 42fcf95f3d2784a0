import type { Cell } from "../../cell/mod.ts";
import { notebookGraph } from "../notebook.ts";
import { readTemplate } from "../template.ts";

/** The values that a slider goes through. */
export interface SliderSettings {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The values themselves, ascending, where they are not `step` apart. */
  readonly stops?: readonly number[];
  /** What these are called, shown in place of a box with the number. */
  readonly names?: readonly string[];
}

/** A column of a table that is edited. */
export interface TableColumn {
  readonly name: string;
  readonly kind: "number" | "text";
}

/** What a host needs to draw an input: plain data. */
export type ControlSettings =
  | SliderSettings & { readonly control: "range" }
  | SliderSettings & { readonly control: "scrubber" }
  | { readonly control: "button" }
  | { readonly control: "number" }
  | { readonly control: "point" }
  | { readonly control: "seed" }
  | { readonly control: "text" }
  | { readonly control: "toggle" }
  | { readonly control: "choice"; readonly options: readonly string[] }
  | { readonly control: "choices"; readonly options: readonly string[] }
  | { readonly control: "table"; readonly columns: readonly TableColumn[] }
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
  /** Whether the user chose something. */
  readonly chosen: () => boolean;
  /**
   * What was chosen, as it goes into the address of a page; undefined where
   * nothing was. Absent where an address must not choose: it presses no button.
   */
  readonly keptText?: () => string | undefined;
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
  /** Told when somebody chooses a value, before it is checked. */
  readonly choose?: (value: unknown) => void;
  /** Checks what the user chose; throws if it does not fit. */
  readonly check: (value: unknown, inputs: readonly unknown[]) => T;
  /** Where a default follows from the inputs, as the first option of a menu. */
  readonly settings: () => ControlSettings;
  readonly toText: (value: unknown) => string;
  readonly fromText: (text: string) => unknown;
  /** What goes into an address, or false if nothing does. Default: `toText`. */
  readonly keep?: false | ((value: unknown) => string | undefined);
}

/**
 * Defines an input cell. A value that does not fit is kept, so that nothing the
 * user typed is lost, and fails the cell with the reason.
 */
export function defineInput<T>(definition: InputDefinition<T>): Cell<T> {
  const { tag, strings, inputs = [], initial, check } = definition;
  const { toText, keep = toText } = definition;
  const template = readTemplate(tag, strings, [], { shown: 0 });
  const label = template.title();
  let chosen: { readonly value: unknown } | undefined;
  let first: T | undefined;
  const checked = (value: unknown, values: readonly unknown[]) => {
    try {
      return check(value, values);
    } catch (error) {
      const { message } = error as Error;
      throw new RangeError(`Cannot set "${label}": ${message}`);
    }
  };
  let cell: Cell<T> | undefined = undefined;
  cell = notebookGraph().define<T>({
    ...template,
    inputs,
    accept: (value) => {
      definition.choose?.(value);
      chosen = { value };
    },
    reset: () => chosen = undefined,
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
      currentText: () => {
        const value = chosen ? chosen.value : cell?.value ?? first;
        return value === undefined ? "" : toText(value);
      },
      chosen: () => chosen !== undefined,
      ...(keep ? { keptText: () => chosen && keep(chosen.value) } : {}),
      fromText: definition.fromText,
    } satisfies InputView,
  });
  return cell;
}
