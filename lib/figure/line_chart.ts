import type { Document, SVGGElement, SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
// @ts-types="npm:@types/d3@^7.4.3"
import { minIndex } from "d3";
import {
  checkArguments,
  checkOptions,
  flag,
  holding,
  listOf,
  listOnlyOf,
  nested,
  number,
  numbers,
  oneOf,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { aPair, someMarks } from "./shapes.ts";
import {
  type Axis,
  decadeAxis,
  extentOf,
  linearAxis,
  type NumberAxis,
} from "./axis.ts";
import { envelopeMarks, envelopeOf } from "./envelope.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveHeight, MARGINS } from "./layout.ts";
import { CATEGORICAL, seriesColors, SURFACE } from "./palette.ts";
import { aHandle, type FigureHandle } from "./handle.ts";
import { aPick, type FigurePick } from "./pick.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { decadesOf } from "./scale.ts";
import { element, key, textWidth } from "./svg.ts";

/** A line, or single points, of a {@linkcode lineChart}. */
export interface Series {
  /** In the key. */
  readonly name: string;
  /** Where its points are. */
  readonly xs: ArrayLike<number>;
  /** Their values; a NaN breaks the line. */
  readonly ys: ArrayLike<number>;
  /**
   * Default: what losses ("loss") and layers ("layer1 …", "W1") have in every
   * chart, for others the next color of the categorical order.
   */
  readonly color?: string;
  /** Points instead of a line. */
  readonly dots?: boolean;
}

/** What {@linkcode lineChart} shows besides its lines. */
export interface LineChartOptions {
  /** Shown above the picture. */
  readonly title: string;
  /** What runs across, with its unit. */
  readonly xName: string;
  /** What runs upward, with its unit. */
  readonly yName: string;
  /** Ends of the horizontal axis; default: those of the data. */
  readonly xDomain?: readonly [number, number];
  /** Ends of the vertical axis; default: those of the data. */
  readonly yDomain?: readonly [number, number];
  /** Logarithmic axes; what is not positive lies on the lower edge. */
  readonly logX?: boolean;
  /** See `logX`. */
  readonly logY?: boolean;
  /** A vertical line; the key then says the value of each line there. */
  readonly cursor?: number;
  /** A marked point. */
  readonly mark?: { readonly x: number; readonly y: number };
  /** Names of whole numbers on the horizontal axis. */
  readonly xLabels?: readonly string[];
  /** Default "half". */
  readonly span?: "half" | "full";
  /** Sets an input to the place of a click. */
  readonly pick?: FigurePick;
  /** A point to move, in the units of `xs` and `ys`. */
  readonly handle?: FigureHandle;
  /** Marks of Observable Plot over the lines, in the units of `xs` and `ys`. */
  readonly marks?: readonly PlotMark[];
}

const KEY_LINE = 16;
const KEY_GAP = 14;
/** Points farther apart than the pixels of a screen are not all drawn. */
const MOST_POINTS = 1200;

/** What {@linkcode lineChart} takes. */
export const lineChartOptions: OptionTable<LineChartOptions> = {
  title: required(text),
  xName: required(text),
  yName: required(text),
  xDomain: aPair,
  yDomain: aPair,
  logX: flag,
  logY: flag,
  cursor: number,
  mark: nested({ x: required(number), y: required(number) }),
  xLabels: listOf(text),
  span: oneOf("half", "full"),
  pick: aPick,
  handle: aHandle,
  marks: someMarks,
};

const someLines = listOnlyOf(
  holding("a line", { name: text, xs: numbers, ys: numbers }),
  "a list of lines, each with name, xs and ys",
);

/**
 * Lines over a common axis, with a key that may say their values at a cursor.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lineChart } from "@thalweg/thalweg";
 *
 * const xs = [1, 2, 3, 4];
 * const figure = lineChart(
 *   [{ name: "width 4", xs, ys: [1, 0.1, 0.01, 0.001] }],
 *   { title: "Training", xName: "epoch", yName: "loss", logY: true },
 * );
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function lineChart(
  series: readonly Series[],
  options: LineChartOptions,
): Figure {
  checkArguments("draw the lines", { series }, { series: someLines });
  checkOptions("draw the lines", options, lineChartOptions);
  return makeFigure({
    title: options.title,
    span: options.span ?? "half",
    height: (width) =>
      curveHeight(width) +
      (keyLines(series, options, width).length - 1) * KEY_LINE,
    rows: () =>
      series.flatMap(({ name, xs, ys }) =>
        Array.from(xs, (x, i) => ({
          line: name,
          [options.xName]: x,
          [options.yName]: ys[i],
        }))
      ),
    draw: (context) => drawChart(series, options, context),
    ...(options.pick ? { pick: options.pick } : {}),
    ...(options.handle ? { handles: [options.handle] } : {}),
  });
}

function drawChart(
  series: readonly Series[],
  options: LineChartOptions,
  context: FigureContext,
): SVGSVGElement {
  const { document, width } = context;
  const { cursor, mark } = options;
  const colors = seriesColors(series);
  const lines = keyLines(series, options, width);
  const above = (lines.length - 1) * KEY_LINE;
  const height = curveHeight(width) + above;
  const box = curveBox(width, height, { ...MARGINS, top: MARGINS.top + above });
  const x = axisAcross(series, options);
  const svg = drawFrame(context, {
    height,
    box,
    x,
    y: axisUpward(series, options),
    look: "curve",
    clipped: [
      ...series.map((one, i) =>
        (one.dots ? undefined : oscillation(one, colors[i], x, box.width)) ??
          seriesMark(one, colors[i])
      ),
      Plot.ruleX(cursor === undefined ? [] : [cursor], {
        stroke: "#d4351c",
        strokeWidth: 1.5,
        ariaLabel: () => "cursor",
      }),
      Plot.dot(mark ? [mark] : [], {
        x: "x",
        y: "y",
        r: 4.5,
        fill: CATEGORICAL[2],
        stroke: SURFACE,
      }),
    ],
    added: options.marks,
    pick: options.pick,
    handles: options.handle && [options.handle],
  });
  svg.append(drawKey(document, lines, width, cursor !== undefined));
  return svg;
}

function seriesMark({ name, xs, ys, dots }: Series, color: string) {
  const stride = Math.max(1, Math.ceil(xs.length / MOST_POINTS));
  const at = Array.from(xs, (_, k) => k)
    .filter((k) => k % stride === 0 || k === xs.length - 1);
  const place = { x: (k: number) => xs[k], y: (k: number) => ys[k] };
  return dots
    ? Plot.dot(at, {
      ...place,
      r: 2.5,
      fill: color,
      fillOpacity: 0.75,
      title: (k) => `${name} ${xs[k]}: ${ys[k]}`,
    })
    : Plot.line(at, {
      ...place,
      stroke: color,
      ariaLabel: () => name,
    });
}

/** Of a line that would fill a band its envelope, faintly filled. */
function oscillation(
  { name, xs, ys }: Series,
  color: string,
  { place }: NumberAxis,
  width: number,
): Plot.Markish | undefined {
  const envelope = envelopeOf(xs, ys, place, width);
  if (!envelope) return;
  return envelopeMarks(envelope.low, envelope.high, {
    x: (k) => xs[k],
    y: (k) => ys[k],
    color,
    name,
  });
}

function axisAcross(
  series: readonly Series[],
  { xName, xDomain, xLabels, logX }: LineChartOptions,
): NumberAxis {
  const values = xDomain ?? series.flatMap(({ xs }) => Array.from(xs));
  if (logX) return decadeAxis(xName, decadesOf(values));
  const [low, high] = extentOf(values);
  const axis = linearAxis(xName, [low, high]);
  if (!xLabels) return axis;
  return {
    ...axis,
    ticks: () =>
      xLabels.map((label, value) => ({ value, label }))
        .filter(({ value }) => value >= low && value <= high),
  };
}

function axisUpward(
  series: readonly Series[],
  { yName, yDomain, mark, logY }: LineChartOptions,
): Axis {
  const values = yDomain ?? [
    ...series.flatMap(({ ys }) => Array.from(ys)),
    ...mark ? [mark.y] : [],
  ];
  return logY
    ? decadeAxis(yName, decadesOf(values))
    : linearAxis(yName, extentOf(values));
}

interface KeyPart {
  readonly text: string;
  readonly color: string;
  readonly width: number;
}

/** The key in lines that fit; widths do not depend on the values. */
function keyLines(
  series: readonly Series[],
  options: LineChartOptions,
  width: number,
): KeyPart[][] {
  const { cursor, yName } = options;
  const lines: KeyPart[][] = [[]];
  if (series.length < 2 && cursor === undefined) return lines;
  const colors = seriesColors(series);
  const room = width - MARGINS.right;
  let used = textWidth(`↑ ${yName}`) + 24;
  for (const [i, one] of series.entries()) {
    const value = cursor === undefined
      ? ""
      : ` = ${formatNumber(valueAt(one, cursor), 3)}`;
    const widest = cursor === undefined ? "" : " = 0.00×10⁻¹⁰";
    const part = {
      text: `${one.name}${value}`,
      color: colors[i],
      width: textWidth(`● ${one.name}${widest}`) + KEY_GAP,
    };
    // the first line has the axis' name, which may leave room for none
    const empty = lines.length > 1 && lines.at(-1)!.length === 0;
    if (used + part.width > room && !empty) {
      lines.push([]);
      used = 8;
    }
    lines.at(-1)!.push(part);
    used += part.width;
  }
  return lines;
}

/** Values at a cursor change and have places of their own; names stand evenly. */
function drawKey(
  document: Document,
  lines: readonly (readonly KeyPart[])[],
  width: number,
  hasValues: boolean,
): SVGGElement {
  const right = width - MARGINS.right;
  return element(
    document,
    "g",
    { "aria-label": "key" },
    lines.flatMap((parts, line) => {
      const y = 12 + line * KEY_LINE;
      const entries = parts.map((part) => ({ mark: "●", ...part }));
      if (!hasValues) {
        return entries.length > 0 ? [key(document, entries, right, y)] : [];
      }
      let x = right - parts.reduce((sum, part) => sum + part.width, 0);
      return entries.map((entry) => {
        const node = key(document, [entry], x, y, "start");
        x += entry.width;
        return node;
      });
    }),
  );
}

function valueAt({ xs, ys }: Series, x: number): number {
  return ys[minIndex(Array.from(xs), (at) => Math.abs(at - x))];
}
