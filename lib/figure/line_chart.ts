import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveHeight, MARGINS } from "./layout.ts";
import { CATEGORICAL, SURFACE } from "./palette.ts";
import { type FigurePick, pickArea } from "./pick.ts";
import { fitting, GRID_OPACITY } from "./plot_frame.ts";
import {
  decadeLabel,
  decadesOf,
  decadeTicks,
  exponentOf,
  linearTicks,
} from "./scale.ts";
import { canvas, clipped, element, linePath, textWidth } from "./svg.ts";

/** A line, or single points, of a {@linkcode lineChart}. */
export interface Series {
  /** In the key. */
  readonly name: string;
  /** Where its points are. */
  readonly xs: ArrayLike<number>;
  /** Their values; a NaN breaks the line. */
  readonly ys: ArrayLike<number>;
  /** Default: the next color of the categorical order. */
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
}

interface Axis {
  readonly domain: readonly [number, number];
  readonly place: (value: number) => number;
  readonly ticks: (count: number) => readonly number[];
  readonly label: (place: number) => string;
}

const KEY_LINE = 16;
const KEY_GAP = 14;
/** Points farther apart than the pixels of a screen are not all drawn. */
const MOST_POINTS = 1200;

/** Lines over a common axis, with a key that may say their values at a cursor. */
export function lineChart(
  series: readonly Series[],
  options: LineChartOptions,
): Figure {
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
  });
}

function drawChart(
  series: readonly Series[],
  options: LineChartOptions,
  { document, width }: FigureContext,
): SVGSVGElement {
  const lines = keyLines(series, options, width);
  const height = curveHeight(width) + (lines.length - 1) * KEY_LINE;
  const box = {
    left: MARGINS.left,
    top: MARGINS.top + (lines.length - 1) * KEY_LINE,
    width: width - MARGINS.left - MARGINS.right,
    height: curveHeight(width) - MARGINS.top - MARGINS.bottom,
  };
  const { cursor, mark, pick, logX = false, logY = false } = options;
  const xs = series.flatMap((one) => Array.from(one.xs));
  const ys = series.flatMap((one) => Array.from(one.ys));
  const x = axisOf(xs, logX, options.xDomain, options.xLabels);
  const y = axisOf(
    mark ? [...ys, mark.y] : ys,
    logY,
    options.yDomain,
  );
  const toX = (value: number) => box.left + box.width * share(x, value);
  const toY = (value: number) => box.top + box.height * (1 - share(y, value));
  const svg = canvas(document, width, height);
  svg.append(
    ...drawAxes(document, box, { x, y }, options),
    clipped(document, widen(box), [
      ...series.flatMap((one, i) => drawSeries(document, one, i, toX, toY)),
      ...(cursor === undefined ? [] : [
        element(document, "line", {
          x1: toX(cursor),
          x2: toX(cursor),
          y1: box.top,
          y2: box.top + box.height,
          stroke: "#d4351c",
          "stroke-width": 1.5,
          "aria-label": "cursor",
        }),
      ]),
      ...(mark
        ? [
          element(document, "circle", {
            cx: toX(mark.x),
            cy: toY(mark.y),
            r: 4.5,
            fill: CATEGORICAL[2],
            stroke: SURFACE,
            "stroke-width": 1.5,
          }),
        ]
        : []),
    ]),
    drawKey(document, lines, width),
  );
  if (pick) {
    svg.appendChild(
      pickArea(document, pick, box, options.xDomain ?? x.domain),
    );
  }
  return svg;
}

function drawSeries(
  document: Document,
  one: Series,
  i: number,
  toX: (x: number) => number,
  toY: (y: number) => number,
): SVGElement[] {
  const color = colorOf(one, i);
  const stride = Math.max(1, Math.ceil(one.xs.length / MOST_POINTS));
  const at: number[] = [];
  for (let k = 0; k < one.xs.length; k += stride) at.push(k);
  if (stride > 1) at.push(one.xs.length - 1);
  const xs = at.map((k) => toX(one.xs[k]));
  const ys = at.map((k) => toY(one.ys[k]));
  if (one.dots) {
    return xs.map((cx, k) =>
      element(document, "circle", {
        cx,
        cy: Number.isFinite(ys[k]) ? ys[k] : undefined,
        r: Number.isFinite(ys[k]) ? 2.5 : 0,
        fill: color,
        "fill-opacity": 0.75,
      }, [
        element(document, "title", {}, [
          `${one.name} ${one.xs[at[k]]}: ${one.ys[at[k]]}`,
        ]),
      ])
    );
  }
  return [element(document, "path", {
    d: linePath(xs, ys),
    fill: "none",
    stroke: color,
    "stroke-width": 1.5,
    "stroke-linejoin": "round",
    "aria-label": one.name,
  })];
}

function drawAxes(
  document: Document,
  box: { left: number; top: number; width: number; height: number },
  { x, y }: { x: Axis; y: Axis },
  { xName, yName }: LineChartOptions,
): SVGElement[] {
  const bottom = box.top + box.height;
  const right = box.left + box.width;
  const place = ({ domain }: Axis, tick: number) =>
    (tick - domain[0]) / (domain[1] - domain[0]);
  return [
    ...y.ticks(fitting(box.height, 28)).flatMap((tick) => {
      const at = bottom - box.height * place(y, tick);
      return [
        element(document, "line", {
          x1: box.left,
          x2: right,
          y1: at,
          y2: at,
          stroke: "currentColor",
          "stroke-opacity": GRID_OPACITY,
        }),
        element(document, "text", {
          x: box.left - 6,
          y: at,
          dy: "0.32em",
          "text-anchor": "end",
        }, [y.label(tick)]),
      ];
    }),
    ...x.ticks(fitting(box.width, 52)).flatMap((tick) => {
      const at = box.left + box.width * place(x, tick);
      return [
        element(document, "line", {
          x1: at,
          x2: at,
          y1: bottom,
          y2: bottom + 4,
          stroke: "currentColor",
          "stroke-opacity": 0.4,
        }),
        element(document, "text", {
          x: at,
          y: bottom + 16,
          "text-anchor": "middle",
        }, [x.label(tick)]),
      ];
    }),
    element(document, "text", {
      x: right,
      y: bottom + 33,
      "text-anchor": "end",
      "aria-label": "x-axis label",
    }, [`${xName} →`]),
    element(document, "text", {
      x: 8,
      y: 12,
      "aria-label": "y-axis label",
    }, [`↑ ${yName}`]),
  ];
}

function axisOf(
  values: readonly number[],
  logarithmic: boolean,
  domain?: readonly [number, number],
  labels?: readonly string[],
): Axis {
  if (logarithmic) {
    const decades = decadesOf(domain ?? values);
    return {
      domain: [decades.low, decades.high],
      place: (value) => exponentOf(value, decades),
      ticks: (count) => decadeTicks(decades, count),
      label: (tick) => decadeLabel(tick, decades),
    };
  }
  let low = Infinity;
  let high = -Infinity;
  for (const value of domain ?? values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) [low, high] = low < Infinity ? [low - 1, low + 1] : [0, 1];
  return {
    domain: [low, high],
    place: (value) => value,
    ticks: (count) =>
      labels
        ? labels.map((_, i) => i).filter((i) => i >= low && i <= high)
        : linearTicks(low, high, count),
    label: (tick) => labels?.[tick] ?? formatNumber(tick, 3),
  };
}

function share({ domain: [low, high], place }: Axis, value: number): number {
  return (place(value) - low) / (high - low);
}

/** Room for dots on the edge. */
function widen(
  { left, top, width, height }: {
    left: number;
    top: number;
    width: number;
    height: number;
  },
) {
  return {
    left: left - 5,
    top: top - 5,
    width: width + 10,
    height: height + 10,
  };
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
  const room = width - MARGINS.right;
  let used = textWidth(`↑ ${yName}`) + 24;
  for (const [i, one] of series.entries()) {
    const value = cursor === undefined
      ? ""
      : ` = ${formatNumber(valueAt(one, cursor), 3)}`;
    const widest = cursor === undefined ? "" : " = 0.00×10⁻¹⁰";
    const part = {
      text: `${one.name}${value}`,
      color: colorOf(one, i),
      width: textWidth(`● ${one.name}${widest}`) + KEY_GAP,
    };
    if (used + part.width > room && lines.at(-1)!.length > 0) {
      lines.push([]);
      used = 8;
    } else if (used + part.width > room && lines.length === 1) {
      lines.push([]);
      used = 8;
    }
    lines.at(-1)!.push(part);
    used += part.width;
  }
  return lines;
}

function drawKey(
  document: Document,
  lines: readonly (readonly KeyPart[])[],
  width: number,
): SVGGElement {
  return element(
    document,
    "g",
    { "aria-label": "key" },
    lines.flatMap((parts, line) => {
      let x = width - MARGINS.right -
        parts.reduce((sum, part) => sum + part.width, 0);
      return parts.map(({ text, color, width }) => {
        const node = element(document, "text", {
          x,
          y: 12 + line * KEY_LINE,
        }, [
          element(document, "tspan", { fill: color }, ["●"]),
          element(document, "tspan", {}, [` ${text}`]),
        ]);
        x += width;
        return node;
      });
    }),
  );
}

function valueAt({ xs, ys }: Series, x: number): number {
  let nearest = 0;
  for (let i = 1; i < xs.length; i++) {
    if (Math.abs(xs[i] - x) < Math.abs(xs[nearest] - x)) nearest = i;
  }
  return ys[nearest];
}

function colorOf({ color }: Series, i: number): string {
  return color ?? CATEGORICAL[i % CATEGORICAL.length];
}
