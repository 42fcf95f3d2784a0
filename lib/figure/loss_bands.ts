// @ts-types="npm:@types/d3@^7.4.3"
import {
  bisect,
  interpolateViridis,
  max,
  min,
  quickselect,
  scaleLinear,
} from "d3";
import type { Document, SVGGElement } from "../dom.ts";
import type { Tick } from "./axis.ts";
import { formatNumber, formatPowerOfTen } from "./format.ts";
import { linearTicks, niceStep } from "./scale.ts";
import { element, textWidth } from "./svg.ts";

/** A range of losses in bands, each with its color. */
export interface Bands {
  /** From a loss to the unit of the levels: its exponent, or itself. */
  readonly place: (loss: number) => number;
  /** Lower ends of the bands, ascending. */
  readonly levels: readonly number[];
  /** Upper end of the last band. */
  readonly end: number;
  /** About `count` levels to label; their values are places. */
  readonly ticks: (count: number) => readonly (Tick & { value: number })[];
  /** Color of band k. */
  readonly color: (k: number) => string;
}

const MAX_BANDS = 20;
/** Steps of levels, in decades. */
const DECADE_STEPS = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100];
/** Losses that differ less take steps as fine as they need, down to rounding. */
const FINE = DECADE_STEPS[0] / 2;
const FINEST = 1e-9;
/**
 * Share of the losses left out at the low end: a grid point that happens to
 * hit a minimum exactly would else take up all colors.
 */
const LOW_CUT = 0.005;

/**
 * Bands for losses: logarithmic, or linear where one is negative or it is asked
 * for. Their levels are round numbers, so that they stay while the losses change
 * a little.
 */
export function lossBands(
  losses: ArrayLike<number>,
  isLinear: boolean = false,
): Bands {
  const finite = Float64Array.from(losses).filter(Number.isFinite);
  const least = min(finite) ?? 1;
  if (least < 0 || (isLinear && finite.length > 0)) {
    return linearBands(least, max(finite)!);
  }
  const positive = least > 0 ? finite : finite.filter((loss) => loss > 0);
  if (positive.length === 0) return logarithmicBands(-1, 0);
  const cut = Math.ceil(LOW_CUT * (positive.length - 1));
  const low = quickselect(positive, cut)[cut];
  return logarithmicBands(Math.log10(low), Math.log10(max(positive)!));
}

function logarithmicBands(low: number, high: number): Bands {
  const least = (high - low) / (MAX_BANDS - 2);
  const step = least < FINE
    ? niceStep(Math.max(FINEST, least))
    : DECADE_STEPS.find((s) => least <= s) ?? DECADE_STEPS.at(-1)!;
  const bands = evenBands(low, high, step);
  return {
    ...bands,
    place: (loss) => Math.log10(Math.max(0, loss)),
    ticks(count) {
      const ticksOf = (count: number) =>
        linearTicks(bands.levels[0], bands.end, count);
      const decades = ticksOf(count).filter(Number.isInteger);
      const values = decades.length > 1 ? decades : ticksOf(Math.min(3, count));
      const labels = (digits: number) =>
        values.map((value) =>
          Number.isInteger(value)
            ? formatPowerOfTen(value)
            : formatNumber(10 ** value, digits)
        );
      // as few digits as tell the levels apart
      const shown = [2, 3, 4, 6, 8].map(labels)
        .find((words) => new Set(words).size === words.length) ?? labels(12);
      return values.map((value, i) => ({ value, label: shown[i] }));
    },
  };
}

/** Bands for values of any sign: evenly spaced. */
export function linearBands(low: number, high: number): Bands {
  const bands = evenBands(low, high, niceStep(2 * (high - low) / MAX_BANDS));
  return {
    ...bands,
    place: (loss) => loss,
    ticks: (count) =>
      linearTicks(bands.levels[0], bands.end, count)
        .map((value) => ({ value, label: formatNumber(value, 3) })),
  };
}

function evenBands(
  low: number,
  high: number,
  step: number,
): Pick<Bands, "levels" | "end" | "color"> {
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const count = last - first;
  const level = (k: number) => Number((k * step).toPrecision(12));
  return {
    levels: Array.from({ length: count }, (_, k) => level(first + k)),
    end: level(last),
    color: (k) => interpolateViridis((k + 0.5) / count),
  };
}

/** The color of a loss, beyond the bands that of the nearest; "none" of a NaN. */
export function bandColor(
  { place, levels, color }: Bands,
  loss: number,
): string {
  if (Number.isNaN(loss)) return "none";
  return color(Math.max(0, bisect(levels, place(loss)) - 1));
}

/** The bands of what `name` says as a strip above a figure, with labels below it. */
export function bandLegend(
  document: Document,
  { levels, end, ticks, color }: Bands,
  { left, side }: { readonly left: number; readonly side: number },
  name: string = "loss",
): SVGGElement {
  const right = left + side;
  const from = left + textWidth(name) + 8;
  const x = scaleLinear([levels[0], end], [from, right]);
  const ends = [...levels.slice(1), end];
  return element(document, "g", { "aria-label": "legend" }, [
    element(document, "text", { x: left, y: 11, "text-anchor": "start" }, [
      name,
    ]),
    ...levels.map((level, k) =>
      element(document, "rect", {
        x: x(level),
        y: 3,
        // no gap shows between two
        width: Math.min(right, x(ends[k]) + 0.5) - x(level),
        height: 8,
        fill: color(k),
      })
    ),
    ...ticks((right - from) / 60).map(({ value, label }) =>
      element(document, "text", {
        x: x(value),
        y: 24,
        "text-anchor": x(value) > right - 12 ? "end" : "middle",
      }, [label])
    ),
  ]);
}
