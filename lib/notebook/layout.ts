import { Cell } from "../cell/mod.ts";
import { notebookGraph } from "./notebook.ts";
import {
  anyOf,
  checkArguments,
  holding,
  listOnlyOf,
  type Option,
} from "../options/mod.ts";

/** How parts are put next to each other. */
export interface Layout {
  /** Tells layouts from other values that cells hold. */
  readonly kind: "layout";
  /** Beside each other, below each other, or in columns of equal width. */
  readonly mode: "row" | "column" | "grid";
  /** Number of columns of a grid. */
  readonly columns: number;
  /** The cells it shows, among them other layouts. */
  readonly parts: readonly Cell<unknown>[];
}

/** What hosts see of a layout: it does not wait for its parts. */
export interface LayoutView {
  readonly kind: "layout";
  readonly layout: Layout;
}

/** What can stand in a layout: a cell, or something that shows one. */
export type Part = Cell<unknown> | { readonly layout: Cell<Layout> };

/**
 * Parts beside each other, as far as there is room: row(width, seed). An input
 * in a layout is shown there and not among the others; in several layouts it is
 * shown several times, always with the same value.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { md, range, row } from "@thalweg/thalweg";
 *
 * const x = range`x ${{ max: 1 }}`;
 * row(x, md`Beside the slider.`);
 * ```
 */
export function row(...parts: readonly Part[]): Cell<Layout> {
  return defineLayout(undefined, { mode: "row", columns: 0, parts });
}

/**
 * Parts below each other.
 *
 * @example Usage
 * ```ts
 * import { column, md, range } from "@thalweg/thalweg";
 *
 * const x = range`x ${{ max: 1 }}`;
 * const y = range`y ${{ max: 1 }}`;
 * column(x, y, md`Two sliders, one below the other.`);
 * ```
 */
export function column(...parts: readonly Part[]): Cell<Layout> {
  return defineLayout(undefined, { mode: "column", columns: 0, parts });
}

/**
 * Parts in columns of equal width, row by row: grid(2, a, b, c, d). Where the
 * page is too narrow there are fewer columns.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If the number of columns is not a positive integer.
 *
 * @example Usage
 * ```ts
 * import { grid, md, range } from "@thalweg/thalweg";
 *
 * const x = range`x ${{ max: 1 }}`;
 * grid(2, x, md`Beside the slider.`); // two columns
 * ```
 */
export function grid(columns: number, ...parts: readonly Part[]): Cell<Layout> {
  if (!Number.isSafeInteger(columns) || columns < 1) {
    throw new RangeError(
      `Cannot lay out the grid: ${columns} columns, expected a positive integer`,
    );
  }
  return defineLayout(undefined, { mode: "grid", columns, parts });
}

/** A cell, of whatever value. */
export const aCell: Option = {
  expected: "a cell",
  isType: (value) => value instanceof Cell,
};

const aPart = anyOf(aCell, holding("a layout", { layout: aCell }));

/** A layout that may be known by a name; see {@linkcode row}. */
export function defineLayout(
  name: { readonly identity: string; readonly title: string } | undefined,
  { mode, columns, parts }: Pick<Layout, "mode" | "columns"> & {
    readonly parts: readonly Part[];
  },
): Cell<Layout> {
  checkArguments("lay out the parts", { parts }, {
    parts: listOnlyOf(aPart, "cells, or what holds a layout"),
  });
  const cells = parts.map((part) => part instanceof Cell ? part : part.layout);
  const layout: Layout = {
    kind: "layout",
    mode,
    columns,
    parts: cells as readonly Cell<unknown>[],
  };
  return notebookGraph().define<Layout>({
    identity: name?.identity,
    title: () => name?.title ?? "",
    inputs: [...new Set(layout.parts)],
    // a new value whenever a part has changed, so that hosts draw it anew
    compute: () => ({ ...layout }),
    view: { kind: "layout", layout } satisfies LayoutView,
  });
}

/** The layout that a cell is, if it is one. */
export function layoutOf(cell: Cell<unknown>): Layout | undefined {
  const view = cell.view as Partial<LayoutView> | undefined;
  return view?.kind === "layout" ? view.layout : undefined;
}

/** All cells that stand in some layout of a list of cells. */
export function placedCells(
  cells: readonly Cell<unknown>[],
): ReadonlySet<Cell<unknown>> {
  return new Set(cells.flatMap((cell) => layoutOf(cell)?.parts ?? []));
}

/**
 * All cells that others use, apart from layouts: what only stands in a layout
 * is still the end of a line of cells, which wants to be shown.
 */
export function usedCells(
  cells: readonly Cell<unknown>[],
): ReadonlySet<Cell<unknown>> {
  return new Set(
    cells.filter((cell) => !layoutOf(cell)).flatMap((cell) => cell.inputs),
  );
}
