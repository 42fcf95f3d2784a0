import type { Cell } from "../cell/mod.ts";
import type { SVGSVGElement } from "../dom.ts";
import {
  type AxisMemory,
  type Figure,
  type FigureContext,
  holdAxes,
} from "../figure/mod.ts";
import { findRunning } from "./cells.ts";

/** Where the axes of the pictures of cells were last. */
const memories = new WeakMap<Cell<unknown>, AxisMemory>();

/**
 * Draws the picture of a cell, again and again as it is computed, on axes that
 * keep room for what is still to come.
 */
export function drawSteadily(
  cell: Cell<unknown>,
  figure: Figure,
  context: FigureContext,
): SVGSVGElement {
  const memory = memories.get(cell) ?? new Map();
  memories.set(cell, memory);
  const isRunning = findRunning(cell) !== undefined;
  return holdAxes(memory, isRunning, () => figure.draw(context));
}
