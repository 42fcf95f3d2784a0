import { KINDS, type Runs } from "./columns.ts";

/** Ends of what is selected of a column, as places. */
export type Range = readonly [low: number, high: number];

/** What somebody has selected: ranges of columns by name, verdicts left out. */
export interface Selection {
  readonly ranges: ReadonlyMap<string, Range>;
  readonly without: ReadonlySet<number>;
}

/** See {@linkcode Selection}: all runs. */
export const EVERYTHING: Selection = { ranges: new Map(), without: new Set() };

/** Which runs are selected, and how many of each verdict. */
export interface Selected {
  /** 1 for each run that is. */
  readonly mask: Uint8Array;
  readonly count: number;
  /** Of each verdict, by its number. */
  readonly counts: Uint32Array;
}

/** Finds the runs of a selection. */
export function select(runs: Runs, { ranges, without }: Selection): Selected {
  const { kinds } = runs;
  const mask = new Uint8Array(kinds.length).fill(1);
  for (const [name, [low, high]] of ranges) {
    const { places } = runs.column(name);
    for (let i = 0; i < mask.length; i++) {
      // what has no place is in no range
      if (!(places[i] >= low && places[i] <= high)) mask[i] = 0;
    }
  }
  const counts = new Uint32Array(KINDS.length);
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    if (without.has(kinds[i])) mask[i] = 0;
    if (mask[i] === 0) continue;
    counts[kinds[i]]++;
    count++;
  }
  return { mask, count, counts };
}

/** The selection with another range of a column, or with none of it. */
export function ranged(
  { ranges, without }: Selection,
  name: string,
  range: Range | undefined,
): Selection {
  const changed = new Map(ranges);
  if (range) changed.set(name, range);
  else changed.delete(name);
  return { ranges: changed, without };
}

/** The selection with a verdict left out, or again with it. */
export function toggled(
  { ranges, without }: Selection,
  kind: number,
): Selection {
  const changed = new Set(without);
  if (!changed.delete(kind)) changed.add(kind);
  return { ranges, without: changed };
}
