import type { Cell, Graph } from "../cell/mod.ts";
import type { Figure } from "../figure/mod.ts";
import type {
  CellView,
  InputView,
  ProseView,
  ValueTexts,
} from "../notebook/mod.ts";
import { figureOf, isPicture } from "./cells.ts";

type View = CellView | InputView | ProseView | undefined;

/** The room that a figure takes, known before it is there. */
export interface Room {
  readonly span: Figure["span"];
  /** Heights at widths of `least`, `least + step`, … px, the last from there on. */
  readonly heights: readonly number[];
}

/** What stood in some prose for its values: so much room they take. */
export interface ProseRoom {
  readonly texts: ValueTexts;
}

/** What a menu offered that follows from other cells, and what was chosen. */
export interface MenuRoom {
  readonly options: readonly string[];
  readonly text: string;
}

/**
 * What the cells of a notebook take, by what {@linkcode roomKeys} calls them:
 * the rooms of figures, of values in prose and of menus; null: the cell shows
 * none.
 */
export type Rooms = Readonly<
  Record<string, Room | ProseRoom | MenuRoom | null>
>;

const least = 160;
const most = 1280;
/** Heights are steps and lines in the width; between two of these, lines. */
const step = 16;

/**
 * Names for the cells that may show figures, menus of what other cells hold, and
 * prose with values, the same wherever the notebook is opened: their
 * identities; of parts of interactive figures, and of prose, their numbers.
 */
export function roomKeys(
  cells: readonly Cell<unknown>[],
): ReadonlyMap<Cell<unknown>, string> {
  const keys = new Map<Cell<unknown>, string>();
  let [parts, texts] = [0, 0];
  for (const cell of cells) {
    const kind = (cell.view as View)?.kind;
    if (kind === "cell") keys.set(cell, cell.identity ?? `part ${parts++}`);
    if (kind === "input" && cell.inputs.length > 0 && cell.identity) {
      keys.set(cell, cell.identity);
    }
    if (kind === "prose" && cell.inputs.length > 0) {
      keys.set(cell, `prose ${texts++}`);
    }
  }
  return keys;
}

/** What the cells of a notebook take whose values are there. */
export function roomsOf({ cells }: Graph): Rooms {
  const rooms: Record<string, Room | ProseRoom | MenuRoom | null> = {};
  for (const [cell, key] of roomKeys(cells)) {
    const view = cell.view as View;
    if (view?.kind === "prose") {
      if (cell.fresh) rooms[key] = { texts: view.texts() };
      continue;
    }
    if (view?.kind === "input") {
      const settings = view.settings();
      if (cell.fresh && "options" in settings) {
        rooms[key] = { options: settings.options, text: view.currentText() };
      }
      continue;
    }
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
