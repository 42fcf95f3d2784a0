// @ts-types="npm:@types/d3@^7.4.3"
import { contours, interpolateViridis } from "d3";
import type { Document, SVGGElement } from "../dom.ts";
import { formatNumber, formatPowerOfTen } from "./format.ts";
import { linearTicks } from "./scale.ts";
import { element, round } from "./svg.ts";

/** A grid of values: values[j · xs.length + i] at (xs[i], ys[j]). */
export interface Grid {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Levels that cut a range of losses into bands, each with its color. */
export interface Bands {
  /** From a loss to the unit of the levels: its exponent, or itself. */
  readonly place: (loss: number) => number;
  /** Lower ends of the bands, ascending. */
  readonly levels: readonly number[];
  /** Distance of the levels. */
  readonly step: number;
  /** Levels that a legend labels, with their labels. */
  readonly labels: (count: number) => { level: number; label: string }[];
  /** Color of band k. */
  readonly color: (k: number) => string;
}

const MAX_BANDS = 20;
/** Steps of levels, in decades. */
const DECADE_STEPS = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50];
/**
 * Share of the losses left out at the low end: a grid point that happens to
 * hit a minimum exactly would else take up all colors.
 */
const LOW_CUT = 0.005;

/**
 * Bands for losses: logarithmic, or linear where one is negative. Their levels
 * are round numbers, so that they stay while the losses change a little.
 */
export function lossBands(losses: ArrayLike<number>): Bands {
  const finite = Array.from(losses).filter(Number.isFinite).sort((a, b) =>
    a - b
  );
  if (finite.length > 0 && finite[0] < 0) {
    return linearBands(finite[0], finite[finite.length - 1]);
  }
  const positive = finite.filter((loss) => loss > 0);
  if (positive.length === 0) return logarithmicBands(-1, 0);
  const low = positive[Math.ceil(LOW_CUT * (positive.length - 1))];
  return logarithmicBands(Math.log10(low), Math.log10(positive.at(-1)!));
}

function logarithmicBands(low: number, high: number): Bands {
  const step = DECADE_STEPS.find((s) => (high - low) / s <= MAX_BANDS - 2) ??
    100;
  return {
    ...evenBands(low, high, step),
    place: (loss) => loss > 0 ? Math.log10(loss) : -Infinity,
    labels(count) {
      const ends = { from: this.levels[0], to: this.levels.at(-1)! + step };
      const decades = linearTicks(ends.from, ends.to, count)
        .filter(Number.isInteger);
      const exponents = decades.length > 1
        ? decades
        : linearTicks(ends.from, ends.to, Math.min(3, count));
      return exponents.map((level) => ({
        level,
        label: Number.isInteger(level)
          ? formatPowerOfTen(level)
          : formatNumber(10 ** level, 2),
      }));
    },
  };
}

function linearBands(low: number, high: number): Bands {
  const step = linearStep(low, high);
  return {
    ...evenBands(low, high, step),
    place: (loss) => loss,
    labels(count) {
      return linearTicks(this.levels[0], this.levels.at(-1)! + step, count)
        .map((level) => ({ level, label: formatNumber(level, 3) }));
    },
  };
}

function linearStep(low: number, high: number): number {
  const ticks = linearTicks(low, Math.max(high, low + 1e-12), MAX_BANDS / 2);
  return ticks.length > 1 ? ticks[1] - ticks[0] : 1;
}

function evenBands(
  low: number,
  high: number,
  step: number,
): Pick<Bands, "levels" | "step" | "color"> {
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const levels = Array.from(
    { length: last - first },
    (_, k) => Number(((first + k) * step).toPrecision(12)),
  );
  return {
    levels,
    step,
    color: (k) => interpolateViridis((k + 0.5) / levels.length),
  };
}

/**
 * The bands of a grid as filled paths, lowest first, each reaching from its
 * level upwards so that no gaps show. Infinite values lie in the top band;
 * cells next to a NaN stay empty.
 */
export function fillBands(
  document: Document,
  grid: Grid,
  bands: Bands,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): SVGGElement {
  const top = bands.levels.at(-1)! + bands.step;
  const placed = Array.from(grid.values, (value) => {
    if (Number.isNaN(value)) return top;
    return Math.min(top, Math.max(bands.levels[0], bands.place(value)));
  });
  const paths = isolines(grid, placed, bands.levels, toPixels).map((d, k) =>
    element(document, "path", { d, fill: bands.color(k) })
  );
  return element(document, "g", {
    "aria-label": "contours",
    stroke: "white",
    "stroke-opacity": 0.25,
    "stroke-width": 0.75,
  }, [
    ...paths,
    element(document, "path", {
      d: unknownCells(grid, toPixels),
      fill: "var(--surface, white)",
      stroke: "none",
    }),
  ]);
}

/** Path data of {values ≥ level} for each level, in pixels. */
export function isolines(
  grid: Grid,
  values: number[],
  levels: readonly number[],
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): string[] {
  const { xs, ys } = grid;
  const generator = contours().size([xs.length, ys.length]);
  const place = placer(grid, toPixels);
  return levels.map((level) =>
    generator.contour(values, level).coordinates.flat().map((ring) =>
      "M" + ring.slice(0, -1).map(place).join("L") + "Z"
    ).join("")
  );
}

/** Path data of {values = level}: the isoline without its way along the edge. */
export function openIsoline(
  grid: Grid,
  values: number[],
  level: number,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): string {
  const [width, height] = [grid.xs.length, grid.ys.length];
  const { coordinates } = contours().size([width, height])
    .contour(values, level);
  const place = placer(grid, toPixels);
  let d = "";
  for (const ring of coordinates.flat()) {
    let pen = "M";
    for (const [i, j] of ring) {
      const onEdge = i <= 0 || j <= 0 || i >= width || j >= height;
      if (!onEdge) d += pen + place([i, j]);
      pen = onEdge ? "M" : "L";
    }
  }
  return d;
}

/** A point of a contour, which counts cells from their corner, in pixels. */
function placer(
  { xs, ys }: Grid,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): (point: readonly number[]) => string {
  return ([i, j]) =>
    `${round(toPixels.x(at(xs, i - 0.5)))},${
      round(toPixels.y(at(ys, j - 0.5)))
    }`;
}

/** The coordinate at a fractional index, held at the ends. */
function at(coordinates: ArrayLike<number>, index: number): number {
  const last = coordinates.length - 1;
  const i = Math.max(0, Math.min(last - 1, Math.floor(index)));
  const share = Math.max(0, Math.min(1, index - i));
  if (share === 0 || last === 0) return coordinates[i];
  return coordinates[i] + share * (coordinates[i + 1] - coordinates[i]);
}

function unknownCells(
  { xs, ys, values }: Grid,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): string {
  let data = "";
  for (let j = 0; j < ys.length; j++) {
    for (let i = 0; i < xs.length; i++) {
      if (!Number.isNaN(values[j * xs.length + i])) continue;
      const left = round(toPixels.x(at(xs, i - 0.5)));
      const right = round(toPixels.x(at(xs, i + 0.5)));
      const low = round(toPixels.y(at(ys, j - 0.5)));
      const high = round(toPixels.y(at(ys, j + 0.5)));
      data += `M${left},${low}H${right}V${high}H${left}Z`;
    }
  }
  return data;
}
