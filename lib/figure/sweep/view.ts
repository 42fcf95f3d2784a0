import { linearAxis, type NumberAxis } from "../axis.ts";
import { formatNumber, formatPowerOfTen } from "../format.ts";
import { decadeTicks, linearTicks, niceStep } from "../scale.ts";
import { type Column, nameOf } from "./columns.ts";
import type { Range } from "./selection.ts";

/** A domain is rounded to such a part of its length, or to one decade or two. */
const PARTS = 6;
const FAR = 12;
/** What has to grow does so by this share of its length at least. */
const GROWTH = 0.5;
/** A window is no smaller than this share of its domain. */
const LEAST_WINDOW = 1e-6;

/** The ends of an axis: a little beyond its values, and round. */
export function domainOf({ extent, few, kind }: Column): Range {
  const [low, high] = extent;
  if (few) return extent;
  const step = kind === "log"
    ? high - low > FAR ? 2 : 1
    : niceStep((high - low) / PARTS);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/**
 * The ends of an axis while values arrive: as they were, unless one lies beyond
 * them; then far enough that they rarely move again.
 */
export function grownDomain(before: Range | undefined, column: Column): Range {
  const now = domainOf(column);
  if (!before) return now;
  const margin = column.few ? 0 : GROWTH * (before[1] - before[0]);
  const [low, high] = column.extent;
  return [
    low < before[0] ? Math.min(now[0], before[0] - margin) : before[0],
    high > before[1] ? Math.max(now[1], before[1] + margin) : before[1],
  ];
}

/** A window moved by a share of its length. */
export function moved([low, high]: Range, share: number): Range {
  const by = share * (high - low);
  return [low + by, high + by];
}

/** A window around a place made smaller or larger, within reason. */
export function zoomed(
  [low, high]: Range,
  place: number,
  factor: number,
  domain: Range,
): Range {
  const whole = domain[1] - domain[0];
  const length = (high - low) * factor;
  if (length >= 2 * whole) return domain;
  if (length < LEAST_WINDOW * whole) return [low, high];
  return [place - (place - low) * factor, place + (high - place) * factor];
}

/** The axis of a column between two of its places. */
export function axisOf(column: Column, window: Range): NumberAxis {
  const axis = linearAxis(nameOf(column.name), window);
  return { ...axis, ticks: (count) => ticksOf(column, window, count) };
}

function ticksOf(column: Column, [low, high]: Range, count: number) {
  const { kind, words, few } = column;
  const isSeen = (place: number) => place >= low && place <= high;
  if (kind === "words" || few && few.length <= count) {
    const all = few ?? words.map((_, i) => i);
    const every = Math.ceil(all.length / count);
    return all.filter((place, i) => i % every === 0 && isSeen(place))
      .map((value) => ({ value, label: labelOf(column, value) }));
  }
  if (kind === "log" && high - low > 1.5) {
    return decadeTicks({ low, high, zeros: false }, count)
      .map((value) => ({ value, label: formatPowerOfTen(value) }));
  }
  const [from, to] = kind === "log" ? [10 ** low, 10 ** high] : [low, high];
  return linearTicks(from, to, count).map((value) => ({
    value: kind === "log" ? Math.log10(value) : value,
    label: formatNumber(value, 3),
  }));
}

/** A place as one reads it. */
export function labelOf({ kind, words }: Column, place: number): string {
  if (kind === "words") return words[Math.round(place)] ?? "";
  if (kind === "log" && Number.isInteger(place)) return formatPowerOfTen(place);
  return formatNumber(kind === "log" ? 10 ** place : place, 3);
}
