import type * as Plot from "@observablehq/plot";
// @ts-types="npm:@types/d3@^7.4.3"
import { extent, filter } from "d3";
import { heldEnds } from "./held_axes.ts";
import { formatNumber } from "./format.ts";
import {
  decadeLabel,
  type Decades,
  decadesOf,
  decadeTicks,
  LEAST,
  linearTicks,
  MOST,
  niceStep,
  roomFor,
} from "./scale.ts";

/**
 * What runs along one side of a frame. Its scale takes values as the figure's
 * rows give them, so that a reader's own marks lie where the figure's do.
 */
export interface Axis {
  /** What runs along it, with its unit. */
  readonly name: string;
  /** Plot's scale, over the values of the data. */
  readonly scale: Plot.ScaleOptions;
  /** Values to label: about `count`, fewer rather than more, on so many pixels. */
  readonly ticks: (count: number, length: number) => readonly Tick[];
  /** A value as it is read, with its name. Default: the name, the value. */
  readonly read?: (value: unknown) => string;
  /** How the columns of a table are labeled. Default: below, horizontally. */
  readonly labels?: Pick<Plot.AxisXOptions, "anchor" | "tickRotate">;
}

/** A labeled value of an axis. */
export interface Tick {
  /** As the scale takes it. */
  readonly value: unknown;
  readonly label: string;
  /** The whole of a label that is cut, shown on hover. */
  readonly whole?: string;
}

/** An axis of numbers. */
export interface NumberAxis extends Axis {
  /** Where a value lies between the ends, 0 … 1. */
  readonly place: (value: number) => number;
}

/** An axis from one value to another. */
export function linearAxis(
  name: string,
  ends: readonly [number, number],
): NumberAxis {
  const [low, high] = heldEnds(name, ends);
  return {
    name,
    scale: { type: "linear", domain: [low, high] },
    place: (value) => (value - low) / (high - low),
    ticks: (count) =>
      linearTicks(low, high, count)
        .map((value) => ({ value, label: formatNumber(value, 3) })),
  };
}

/** An axis of things without an order of size, side by side. */
export function bandAxis(name: string, values: readonly string[]): Axis {
  return {
    name,
    scale: { type: "band", domain: [...values], padding: 0, round: false },
    ticks: (count) => {
      const every = Math.ceil(values.length / count);
      return values.filter((_, i) => i % every === 0)
        .map((value) => ({ value, label: value }));
    },
  };
}

/**
 * A logarithmic axis. Zero, and what else lies below its lower end, is drawn
 * on that end; what is not finite is not drawn.
 */
export function decadeAxis(name: string, needed: Decades): NumberAxis {
  const { zeros } = needed;
  const [first, last] = heldEnds(name, [needed.low, needed.high]);
  const low = Math.max(LEAST, Math.floor(first));
  const high = Math.min(MOST, Math.ceil(last));
  const decades = { low, high, zeros };
  const [least, most] = [10 ** low, 10 ** high];
  const clamp = (value: number) =>
    Number.isFinite(value) ? Math.max(least, value) : NaN;
  return {
    name,
    scale: { type: "log", domain: [least, most], transform: clamp },
    place: (value) => (Math.log10(clamp(value)) - low) / (high - low),
    ticks: (count) => {
      const ticks = decadeTicks(decades, count);
      // the end that stands for zero is labeled, and clear of the next label
      const shown = zeros && ticks[0] !== low
        ? [low, ...ticks.slice(ticks[0] < low + 2 ? 1 : 0)]
        : ticks;
      return shown.map((exponent) => ({
        value: 10 ** exponent,
        label: decadeLabel(exponent, decades),
      }));
    },
  };
}

/**
 * An axis for losses: logarithmic, or linear over round numbers once one is
 * negative.
 *
 * @param cut Share of the losses that may leave it at either end.
 * @param isRunning Whether lower ones may follow, for which it has room.
 */
export function lossAxis(
  name: string,
  losses: readonly number[],
  { cut = 0, isRunning = false } = {},
): NumberAxis {
  if (losses.some((loss) => loss < 0)) return roundAxis(name, losses);
  const decades = decadesOf(losses, cut);
  const { low, high } = decades;
  return decadeAxis(name, {
    ...decades,
    low: isRunning ? Math.max(LEAST, high - roomFor(high - low, 9, 4)) : low,
  });
}

/** A linear axis whose ends are round numbers around the finite values. */
export function roundAxis(name: string, values: readonly number[]): NumberAxis {
  const [min, max] = extentOf(values);
  const step = niceStep((max - min) / 4);
  return linearAxis(name, [
    Math.floor(min / step) * step,
    Math.ceil(max / step) * step,
  ]);
}

/** The least and the largest finite value, apart even where there is but one. */
export function extentOf(values: Iterable<number>): [number, number] {
  const [min, max] = extent(filter(values, Number.isFinite));
  if (min === undefined) return [0, 1];
  return max > min ? [min, max] : [min - 1, min + 1];
}
