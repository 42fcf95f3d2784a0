import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { Overlaps } from "../objective/mod.ts";
import {
  checkOptions,
  flag,
  number,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { someMarks, someOverlaps } from "./shapes.ts";
import { bandAxis, decadeAxis, linearAxis, type NumberAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { MARGINS } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { pngUrl } from "./png.ts";
import { decadesOf } from "./scale.ts";
import { pointReadings } from "./read/point_readings.ts";
import { readValue } from "./read/read_value.ts";
import { letRead } from "./read/readings.ts";
import { subscript } from "./short_name.ts";
import { signedIndex, signedPalette } from "./signed_palette.ts";
import type { Box } from "./svg.ts";

/** What {@linkcode overlapMap} shows. */
export interface OverlapMap {
  /** When, ascending: of a flow, or samples per input of online SGD. */
  readonly times: ArrayLike<number>;
  /** The overlaps at each of the times; T is not drawn. */
  readonly overlaps: readonly Pick<Overlaps, "Q" | "R">[];
  /** Shown above the picture. */
  readonly title?: string;
  /** What the times are. Default "time". */
  readonly xName?: string;
  /** Whether times are logarithmic. Default true. */
  readonly logX?: boolean;
  /** Overlaps of this size, and larger ones, have full color. Default: the largest. */
  readonly largest?: number;
  /** Marks of Observable Plot on top: x a time, y the name of an overlap. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode overlapMap} takes. */
export const overlapMapOptions: OptionTable<OverlapMap> = {
  times: required(numbers),
  overlaps: required(someOverlaps),
  title: text,
  xName: text,
  logX: flag,
  largest: number,
  marks: someMarks,
};

/** Height of a row where there are few, and of all where there are many. */
const ROW = { few: 18, all: 380 };
const TOP = 36;
/** Of the image; whoever shows it makes it as wide as the axis. */
const COLUMNS = 400;

/**
 * Overlaps through a training, a row each: R, of student and teacher neurons, by
 * student, and below it Q, of the student's own. Blue where they point the same
 * way, orange where they oppose each other.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { overlapMap } from "@thalweg/thalweg";
 *
 * const Q = Float64Array.of(1);
 * const figure = overlapMap({
 *   times: [0, 1, 2],
 *   overlaps: [0.1, 0.5, 0.9].map((r) => ({ Q, R: Float64Array.of(r) })),
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function overlapMap(map: OverlapMap): Figure {
  checkOptions("draw the overlaps", map, overlapMapOptions);
  const { overlaps, title = "Overlaps through training" } = map;
  const rows = rowsOf(overlaps[0]);
  const height = TOP + Math.min(ROW.all, ROW.few * rows.length) +
    MARGINS.bottom;
  return makeFigure({
    title,
    span: "full",
    height: () => height,
    rows: () =>
      overlaps.flatMap((at, t) =>
        rows.map(({ name, of }) => ({
          time: map.times[t],
          overlap: name,
          value: of(at),
        }))
      ),
    draw: (context) => drawMap(map, rows, height, context),
  });
}

interface Row {
  readonly name: string;
  readonly of: (at: Pick<Overlaps, "Q" | "R">) => number;
}

/** R student by student, then the upper half of Q. */
function rowsOf(first: Pick<Overlaps, "Q" | "R"> | undefined): Row[] {
  const k = Math.round(Math.sqrt(first?.Q.length ?? 0));
  const K = k === 0 ? 0 : first!.R.length / k;
  const rows: Row[] = [];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < K; j++) {
      const name = `w${subscript(i)}·w*${subscript(j)}`;
      rows.push({ name, of: ({ R }) => R[i * K + j] });
    }
  }
  for (let i = 0; i < k; i++) {
    for (let j = i; j < k; j++) {
      const name = `w${subscript(i)}·w${subscript(j)}`;
      rows.push({ name, of: ({ Q }) => Q[i * k + j] });
    }
  }
  return rows;
}

function drawMap(
  map: OverlapMap,
  rows: readonly Row[],
  height: number,
  context: FigureContext,
): SVGSVGElement {
  const { xName = "time", logX = true } = map;
  const times = Array.from(map.times);
  const x = logX
    ? decadeAxis(xName, decadesOf(times))
    : linearAxis(xName, [times[0] ?? 0, times.at(-1) ?? 1]);
  const largest = map.largest ?? Math.max(
    ...map.overlaps.flatMap((at) => rows.map(({ of }) => Math.abs(of(at)))),
    Number.MIN_VALUE,
  );
  const box = curveBox(context.width, height, { ...MARGINS, top: TOP });
  const svg = drawFrame(context, {
    height,
    box,
    x,
    y: bandAxis("overlap", rows.map(({ name }) => name)),
    look: "table",
    clipped: [raster(map, times, rows, x, largest, box)],
    added: map.marks,
    key: [
      { mark: "■", color: ROLES.negative, text: formatNumber(-largest, 2) },
      { mark: "□", text: "0" },
      { mark: "■", color: ROLES.positive, text: formatNumber(largest, 2) },
    ],
  });
  letRead(svg, () =>
    pointReadings(
      rows.flatMap(({ name, of }, row) =>
        times.map((time, t) => ({
          x: box.left + x.place(time) * box.width,
          y: box.top + (row + 0.5) / rows.length * box.height,
          series: row,
          words: [readValue(x, time), `${name} ${of(map.overlaps[t])}`],
        }))
      ),
      box,
      "the overlaps",
    ));
  return svg;
}

/** Each column shows the latest overlaps at its time. */
function raster(
  { overlaps }: OverlapMap,
  times: readonly number[],
  rows: readonly Row[],
  x: NumberAxis,
  largest: number,
  box: Box,
): Plot.Markish {
  const pixels = new Uint8Array(COLUMNS * rows.length);
  let t = 0;
  for (let column = 0; column < COLUMNS; column++) {
    const place = (column + 0.5) / COLUMNS;
    while (t + 1 < times.length && x.place(times[t + 1]) <= place) t++;
    rows.forEach(({ of }, row) => {
      const value = overlaps[t] ? of(overlaps[t]) / largest : 0;
      pixels[row * COLUMNS + column] = signedIndex(value);
    });
  }
  return Plot.image(rows.length > 0 ? [0] : [], {
    frameAnchor: "middle",
    src: () => pngUrl(COLUMNS, rows.length, pixels, signedPalette),
    width: box.width,
    height: box.height,
    preserveAspectRatio: "none",
    imageRendering: "pixelated",
    ariaLabel: () => "overlaps",
  });
}
