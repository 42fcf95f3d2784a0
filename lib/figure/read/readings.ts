import type { SVGSVGElement } from "../../dom.ts";
import type { Box } from "../svg.ts";

/** What can be read at a place of a picture, in CSS pixels. */
export interface Reading {
  readonly x: number;
  readonly y: number;
  /** Lines, with all digits. */
  readonly words: readonly string[];
}

/** All that can be read from a picture, numbered. */
export interface Readings {
  /** In words: "the loss". */
  readonly what: string;
  /** Where the words stand. */
  readonly box: Box;
  /** How far beyond it a pointer reads, in CSS pixels. */
  readonly reach: number;
  readonly count: number;
  readonly at: (n: number) => Reading;
  /** The one nearest to a place. */
  readonly nearest: (x: number, y: number) => number;
  /** The one so many to the right, and so many upward. */
  readonly beside: (n: number, across: number, upward: number) => number;
}

/** Of drawn pictures; made when somebody reads. */
const known = new WeakMap<SVGSVGElement, () => Readings>();

/** Says what can be read from a picture that has been drawn. */
export function letRead(svg: SVGSVGElement, make: () => Readings): void {
  known.set(svg, make);
}

/** What can be read from a picture, if it can be read. */
export function readingsOf(svg: SVGSVGElement): (() => Readings) | undefined {
  return known.get(svg);
}

/** Which of some values is nearest to one. */
export function nearest(values: ArrayLike<number>, value: number): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (Math.abs(values[i] - value) < Math.abs(values[best] - value)) best = i;
  }
  return best;
}

/** A number between the first and the last of so many. */
export function clampIndex(n: number, count: number): number {
  return Math.min(count - 1, Math.max(0, n));
}
