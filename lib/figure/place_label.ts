import { type Box, textWidth } from "./svg.ts";

/** A place in a picture, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where words stand beside a point: from it to the middle of their line. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: "start" | "end";
  /** What they cover. */
  readonly box: Box;
}

/** Between a point and its words, and half the height of a line, in CSS pixels. */
const ASIDE = 7;
const HALF_LINE = 5;
/** Farther away it is not seen whose words they are. */
const DROPS = [9, 18, 27];

/**
 * The nearest place for words beside a point at which they cover nothing and do
 * not leave a frame; undefined where there is none.
 */
export function placeLabel(
  words: string,
  { x, y }: Point,
  taken: readonly Box[],
  frame: Box,
): LabelPlace | undefined {
  const width = textWidth(words);
  const sides = [["start", ASIDE], ["end", -ASIDE]] as const;
  const places = DROPS.flatMap((drop) => [-drop, 0, drop])
    .flatMap((dy) => sides.map(([anchor, dx]) => ({ anchor, dx, dy })));
  for (const place of places) {
    const near = x + place.dx;
    const box = {
      left: place.anchor === "start" ? near : near - width,
      top: y + place.dy - HALF_LINE,
      width,
      height: 2 * HALF_LINE,
    };
    if (holds(frame, box) && isFree(box, taken)) {
      return { ...place, box };
    }
  }
}

/** Whether a box covers nothing of what is taken. */
export function isFree(a: Box, taken: readonly Box[]): boolean {
  return taken.every((b) =>
    a.left + a.width <= b.left || b.left + b.width <= a.left ||
    a.top + a.height <= b.top || b.top + b.height <= a.top
  );
}

function holds(frame: Box, { left, top, width, height }: Box): boolean {
  return left >= frame.left && left + width <= frame.left + frame.width &&
    top >= frame.top && top + height <= frame.top + frame.height;
}
