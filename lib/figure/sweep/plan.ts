import { curveHeight, MARGINS } from "../layout.ts";
import type { Box } from "../svg.ts";
import { KINDS, OUTCOMES, type Runs } from "./columns.ts";

/** Where the parts of the picture are, in CSS pixels. */
export interface Plan {
  readonly width: number;
  readonly height: number;
  /** The dots with their axes, and within it what lies between the axes. */
  readonly frame: Box;
  readonly box: Box;
  /** The line of words above the dots. */
  readonly head: { readonly x: number; readonly y: number };
  /** The verdicts, one below the other. */
  readonly kinds: Box;
  /** A strip for each column that can be ranged over. */
  readonly strips: readonly { readonly name: string; readonly box: Box }[];
}

/** From here on the verdicts stand beside the dots. */
const WIDE = 620;
const KINDS_WIDTH = { least: 256, share: 0.28 };
export const KIND_HEIGHT = 22;
const HEAD = 22;
const GAP = 18;
/** A strip with its name above and its ends below. */
const STRIP = { height: 66, across: { wide: 4, narrow: 2 } };
/** Of what varies, so many strips at most, in a row: the picture keeps its height. */
const MOST_VARIED = 4;

/** What every sweep has a strip of. */
const LASTING = OUTCOMES.filter((name) => name !== "seconds");

/** The plan of the picture at a width; its height is the same for all runs. */
export function planOf(runs: Runs, width: number): Plan {
  const isWide = width >= WIDE;
  const kindsWidth = Math.round(
    Math.max(KINDS_WIDTH.least, KINDS_WIDTH.share * width),
  );
  const frameWidth = isWide ? width - kindsWidth - GAP : width;
  const frameHeight = curveHeight(frameWidth);
  const frame = { left: 0, top: HEAD, width: frameWidth, height: frameHeight };
  const kindsHeight = KINDS.length * KIND_HEIGHT;
  const kinds = isWide
    ? {
      left: frameWidth + GAP,
      top: HEAD + MARGINS.top,
      width: kindsWidth,
      height: kindsHeight,
    }
    : { left: 0, top: HEAD + frameHeight + 4, width, height: kindsHeight };
  const below = isWide
    ? HEAD + Math.max(frameHeight, MARGINS.top + kindsHeight)
    : kinds.top + kindsHeight;
  const top = below + GAP;
  const perRow = isWide ? STRIP.across.wide : STRIP.across.narrow;
  const varied = stripsOfVaried(runs);
  const row = (names: readonly string[], first: number, columns: number) =>
    names.map((name, i) => ({
      name,
      box: {
        left: (i % columns) * (width + GAP) / columns,
        top: top + (first + Math.floor(i / columns)) * STRIP.height,
        width: (width + GAP) / columns - GAP,
        height: STRIP.height,
      },
    }));
  const rows = 1 + Math.ceil(LASTING.length / perRow);
  return {
    width,
    height: top + rows * STRIP.height,
    frame,
    box: {
      left: MARGINS.left,
      top: HEAD + MARGINS.top,
      width: frameWidth - MARGINS.left - MARGINS.right,
      height: frameHeight - MARGINS.top - MARGINS.bottom,
    },
    head: { x: 8, y: 14 },
    kinds,
    strips: [
      ...row(varied, 0, Math.max(1, varied.length)),
      ...row(LASTING, 1, perRow),
    ],
  };
}

/** What varies, numbers before words, without seeds where there is more. */
function stripsOfVaried({ varied, column }: Runs): string[] {
  const telling = varied.filter((name) => !/seed$/i.test(name));
  const names = telling.length > 0 ? telling : varied;
  const isWords = (name: string) => Number(column(name).kind === "words");
  return names.toSorted((a, b) => isWords(a) - isWords(b))
    .slice(0, MOST_VARIED);
}
