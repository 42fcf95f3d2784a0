import { type Cell, upstream } from "../cell/mod.ts";
import type { Element, Node } from "../dom.ts";
import { type Figure, isNamed, isNode } from "../figure/mod.ts";

/** The anchor of a cell, for links. */
const anchors = new WeakMap<Cell<unknown>, string>();
let count = 0;

/** An id for the element that shows a cell; the same at every call. */
export function anchorOf(cell: Cell<unknown>): string {
  let anchor = anchors.get(cell);
  if (anchor === undefined) {
    anchor = `cell-${++count}`;
    anchors.set(cell, anchor);
  }
  return anchor;
}

/** The picture that a cell holds, if it holds one. */
export function figureOf(cell: Cell<unknown>): Figure | undefined {
  const value = cell.value as Partial<Figure> | null | undefined;
  return value?.kind === "figure" && typeof value.draw === "function"
    ? value as Figure
    : undefined;
}

/**
 * What a cell's own code has drawn, if it holds that: an element of the
 * document, as from Observable Plot, d3 or htl.
 */
export function drawnBy({ value }: Cell<unknown>): Node | undefined {
  return isNode(value) ? value : undefined;
}

/** Whether a cell shows a picture, ours or its own. */
export function isPicture(cell: Cell<unknown>): boolean {
  return figureOf(cell) !== undefined || drawnBy(cell) !== undefined;
}

/** Wider pictures of one's own have a row to themselves, in CSS pixels. */
const widestHalf = 500;

/** Where a picture of one's own sits best. */
export function spanOf(node: Node): Figure["span"] {
  const { nodeType } = node;
  if (nodeType !== 1) return "half";
  const element = node as Element;
  const pictures = isNamed(element, "svg") || isNamed(element, "canvas")
    ? [element]
    : [...element.querySelectorAll("svg, canvas")];
  const widths = pictures.map((picture) =>
    Number((picture as Element).getAttribute("width"))
  );
  return widths.length > 0 && Math.max(...widths) <= widestHalf
    ? "half"
    : "full";
}

/** A cell among those that `cell` needs, itself included, that runs now. */
export function findRunning(cell: Cell<unknown>): Cell<unknown> | undefined {
  for (const member of upstream(cell)) {
    if (member.status === "running") return member;
  }
  return undefined;
}

/** A cell that somebody has stopped, where `cell` still shows what it had. */
export function stoppedBefore(cell: Cell<unknown>): Cell<unknown> | undefined {
  if (!cell.fresh) return undefined;
  for (const member of upstream(cell)) {
    if (member.status === "failed" && wasStopped(member)) return member;
  }
  return undefined;
}

/** Whether the user stopped it, which is nothing to worry about. */
export function wasStopped(cell: Cell<unknown>): boolean {
  return cell.error?.name === "AbortError";
}

/** A duration: "8 ms", "0.42 s", "75 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.0005) return "0 ms";
  if (seconds < 0.0995) return `${Math.round(seconds * 1000)} ms`;
  return `${seconds.toFixed(seconds < 9.95 ? 2 : seconds < 99.5 ? 1 : 0)} s`;
}

/** How long a running cell has been running, and will be: "1.2 s, 3 s left". */
export function formatPace(cell: Cell<unknown>): string {
  const seconds = (performance.now() - cell.startedAt) / 1000;
  const { remaining } = cell;
  // Less than that is over before anybody has read it.
  const left = remaining !== undefined && remaining >= 0.95
    ? `, ${formatLeft(remaining)} left`
    : "";
  return `${seconds.toFixed(1)} s${left}`;
}

/** An estimate, with as few digits: "3 s", "2 min". */
export function formatLeft(seconds: number): string {
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  if (seconds < 5970) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
