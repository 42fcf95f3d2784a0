import type { Column } from "./columns.ts";
import type { Range } from "./selection.ts";

/** The bars of a column: one for each of few values, or so many. */
export interface Bars {
  /** Between which places each stands. */
  readonly ends: readonly Range[];
  /** The bar of each run; as many as there are bars where it has none. */
  readonly of: Uint8Array;
  /** How many runs each has. */
  readonly counts: Uint32Array;
}

const MANY = 40;

const known = new WeakMap<
  Column,
  { readonly domain: Range; readonly bars: Bars }
>();

/** The bars of a column over a domain; made once for both. */
export function barsOf(column: Column, domain: Range): Bars {
  const before = known.get(column);
  if (before?.domain.every((end, k) => end === domain[k])) return before.bars;
  const bars = makeBars(column, domain);
  known.set(column, { domain, bars });
  return bars;
}

function makeBars({ few, gap, places }: Column, [low, high]: Range): Bars {
  const ends: Range[] = few && few.length > 1
    ? few.map((x) => [x - gap / 2, x + gap / 2])
    : Array.from(
      { length: MANY },
      (_, k) =>
        [low, low].map((from, end) =>
          from + (k + end) / MANY * (high - low)
        ) as [number, number],
    );
  const last = ends.length - 1;
  const scale = ends.length / (high - low);
  const of = Uint8Array.from(places, (place) => {
    if (Number.isNaN(place)) return ends.length;
    let bar = Math.min(last, Math.max(0, Math.floor((place - low) * scale)));
    // few values may be far apart here and close there
    while (bar > 0 && place < ends[bar][0]) bar--;
    while (bar < last && place > ends[bar][1]) bar++;
    return bar;
  });
  return { ends, of, counts: countBars(of, ends.length) };
}

/** How many runs each bar has, of all or of those of a mask. */
export function countBars(
  of: Uint8Array,
  bars: number,
  mask?: Uint8Array,
): Uint32Array {
  const counts = new Uint32Array(bars + 1);
  if (!mask) { for (const bar of of) counts[bar]++; }
  else for (let i = 0; i < of.length; i++) counts[of[i]] += mask[i];
  return counts.subarray(0, bars);
}
