import { Cell, isAsync } from "../../cell/mod.ts";
import type { Option } from "../../options/mod.ts";
import type { Layout } from "../layout.ts";
import { notebookGraph } from "../notebook.ts";
import type { NotebookRun } from "../run.ts";
import type { Settled, Values } from "../types.ts";

/**
 * An anonymous cell inside an interactive figure: a function of cells and plain
 * values. `shown`: it makes a picture, which its layout shows.
 */
export function derive<I extends readonly unknown[], R>(
  title: string,
  parts: readonly [...I],
  compute: (...values: [...Values<I>, NotebookRun]) => R,
  shown: "shown" | "hidden" = "hidden",
): Cell<Settled<R>> {
  const inputs = [
    ...new Set(parts.filter((part) => part instanceof Cell)),
  ] as Cell<unknown>[];
  return notebookGraph().define<Settled<R>>({
    identity: undefined,
    title: () => title,
    inputs,
    isAsync: isAsync(compute),
    compute: (values, run) => {
      const filled = parts.map((part) =>
        part instanceof Cell ? values[inputs.indexOf(part)] : part
      ) as [...Values<I>];
      return compute(...filled, run as NotebookRun);
    },
    ...(shown === "shown" ? { view: { kind: "cell" } } : {}),
  });
}

/** What is of a kind, or a cell of it: what the cell holds is seen later. */
export function orCell(kind: Option): Option {
  return {
    expected: `${kind.expected}, or a cell of one`,
    isType: (value) => value instanceof Cell || kind.isType(value),
  };
}

/** A title as the words of an input that belongs to it. */
export function wordsOf(title: string, name: string): readonly string[] {
  return [title === "" ? name : `${title}: ${name.toLowerCase()}`];
}

/**
 * What an interactive figure returns: Jupyter shows its layout where a Jupyter
 * cell ends with it.
 */
export function interactive<T extends { readonly layout: Cell<Layout> }>(
  parts: T,
): T {
  const display = Symbol.for("Jupyter.display");
  Object.defineProperty(parts, display, {
    value: () =>
      (parts.layout as unknown as Record<symbol, () => unknown>)[display](),
  });
  return parts;
}
