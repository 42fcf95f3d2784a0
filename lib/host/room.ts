import type { Cell, Graph } from "../cell/mod.ts";
import type { Figure } from "../figure/mod.ts";
import { figureOf, isPicture } from "./cells.ts";

/** The room that a figure takes, known before it is there. */
export interface Room {
  readonly span: Figure["span"];
  /** Heights at widths of `least`, `least + step`, … px, the last from there on. */
  readonly heights: readonly number[];
}

/**
 * What the cells of a notebook take, by what {@linkcode roomKeys} calls them:
 * the rooms of figures; null: the cell shows none.
 */
export type Rooms = Readonly<Record<string, Room | null>>;

const least = 160;
const most = 1280;
/** Heights are steps and lines in the width; between two of these, lines. */
const step = 16;

/**
 * Names for the cells that may show figures, the same wherever the notebook is
 * opened: their identities, of parts of interactive figures their numbers.
 */
export function roomKeys(
  cells: readonly Cell<unknown>[],
): ReadonlyMap<Cell<unknown>, string> {
  let parts = 0;
  const shown = cells.filter(({ view }) =>
    (view as { kind?: string } | undefined)?.kind === "cell"
  );
  return new Map(
    shown.map((cell) => [cell, cell.identity ?? `part ${parts++}`]),
  );
}

/** What the cells of a notebook take whose values are there. */
export function roomsOf({ cells }: Graph): Rooms {
  const rooms: Record<string, Room | null> = {};
  for (const [cell, key] of roomKeys(cells)) {
    const figure = figureOf(cell);
    if (figure) rooms[key] = roomOf(figure);
    else if (cell.fresh && !isPicture(cell)) rooms[key] = null;
  }
  return rooms;
}

function roomOf(figure: Figure): Room {
  const heights: number[] = [];
  for (let width = least; width <= most; width += step) {
    heights.push(Math.round(figure.height(width)));
  }
  // from the last on it stays as it is
  while (heights.length > 1 && heights.at(-1) === heights.at(-2)) heights.pop();
  return { span: figure.span, heights };
}

/** The height of a room at a width. */
export function heightAt({ heights }: Room, width: number): number {
  const at = Math.min(
    Math.max((width - least) / step, 0),
    heights.length - 1,
  );
  const k = Math.floor(at);
  const [low, high = low] = heights.slice(k, k + 2);
  return low + (at - k) * (high - low);
}
