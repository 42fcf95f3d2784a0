import { type Cell, isAsync } from "../cell/mod.ts";
import { notebookGraph } from "./notebook.ts";
import type { NotebookRun } from "./run.ts";
import { readTemplate } from "./template.ts";
import type { Settled, Value, Values } from "./types.ts";
import { callable, checkArguments } from "../options/mod.ts";

/** What hosts see of a computed cell. */
export interface CellView {
  readonly kind: "cell";
}

/**
 * A cell: a function of other cells that reruns when they change.
 *
 * The words are its title, with the values of those holes that they go on
 * behind, or that follow a preposition, a sign or a noun; the holes are cells or plain values, handed in order
 * to the function that stands last, which may be sync, async or a generator and
 * gets a {@linkcode NotebookRun} after the values. Without a function the cell
 * holds the value that stands last. Two cells of the same words (numbers left
 * out, or the same leading `name =`) are one: in Jupyter the later definition
 * replaces the earlier, elsewhere that is an error.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { cell } from "@thalweg/thalweg";
 *
 * const width = cell`width ${5}`;
 * const double = cell`Twice the ${width} ${(width) => 2 * width}`;
 * ```
 */
export function cell<I extends readonly unknown[], R>(
  strings: TemplateStringsArray,
  ...parts: [...I, (...values: [...Values<I>, NotebookRun]) => R]
): Cell<Settled<R>>;
/** A cell that holds a value, or follows another cell. */
export function cell<V>(
  strings: TemplateStringsArray,
  value: V,
): Cell<Value<V>>;
export function cell(
  strings: TemplateStringsArray,
  ...parts: unknown[]
): Cell<unknown> {
  return defineCell(strings, parts, false);
}

/**
 * A cell that runs when somebody asks for it, by its button, by Ctrl+Enter, or
 * by {@linkcode Cell.demand}: for what takes long. When its inputs change, its
 * value is marked as stale, and so is what depends on it. Written like
 * {@linkcode cell}, and the same cell as one of the same words.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { number, onDemand, type Steps } from "@thalweg/thalweg";
 *
 * const steps = number`Steps ${1e6}`;
 * onDemand`Long run ${steps} ${(steps) => steps * 2}`; // waits for its button
 * ```
 */
export function onDemand<I extends readonly unknown[], R>(
  strings: TemplateStringsArray,
  ...parts: [...I, (...values: [...Values<I>, NotebookRun]) => R]
): Cell<Settled<R>> {
  return defineCell(strings, parts, true) as Cell<Settled<R>>;
}

function defineCell(
  strings: TemplateStringsArray,
  parts: readonly unknown[],
  onDemand: boolean,
): Cell<unknown> {
  const last = parts.at(-1);
  if (parts.length === 0 || onDemand) {
    checkArguments("define the cell", { "its last value": last }, {
      "its last value": callable,
    });
  }
  const template = readTemplate("cell", strings, parts, {
    shown: parts.length - 1,
    handed: true,
  });
  return notebookGraph().define({
    ...template,
    inputs: template.cells,
    onDemand,
    isAsync: isAsync(last),
    compute: (values, run) => {
      const filled = template.fill(values);
      return typeof last === "function"
        ? last(...filled.slice(0, -1), run)
        : filled.at(-1);
    },
    view: { kind: "cell" } satisfies CellView,
  });
}
