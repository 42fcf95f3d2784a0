import { extentOf } from "../axis.ts";
import { VERDICT_COLORS } from "../verdict_counts.ts";

/** A run of a sweep, as far as it is looked at; rows of `sweep` are such. */
export interface ExploredRun {
  /** Its place among all runs. */
  readonly index: number;
  /** What distinguishes it, by name. */
  readonly run: Readonly<Record<string, string | number>>;
  /** Loss where it ended. */
  readonly loss?: number;
  /** ‖∇L‖∞ there. */
  readonly gradientNorm?: number;
  /** ‖θ‖₂ there. */
  readonly parameterNorm?: number;
  /** What the end is. */
  readonly verdict?: string;
  /** Accepted steps. */
  readonly steps?: number;
  /** Time on the wall. */
  readonly seconds?: number;
  /** Why it could not be done. */
  readonly error?: string;
}

/** The values of all runs under one name, as they lie along an axis. */
export interface Column {
  readonly name: string;
  /** "log": `places` are powers of ten; "words": numbers of `words`. */
  readonly kind: "linear" | "log" | "words";
  /** Of each run; NaN where it has none. Equal values are spread a little. */
  readonly places: Float64Array;
  /** The least and the largest place. */
  readonly extent: readonly [number, number];
  /** The values, ascending, where there are few: from one to the next. */
  readonly few?: readonly number[];
  /** How far few values are apart at least. */
  readonly gap: number;
  readonly words: readonly string[];
}

/** Runs as columns, and what else is known of all of them. */
export interface Runs {
  readonly rows: readonly ExploredRun[];
  /** Names of what distinguishes runs and is not the same in all of them. */
  readonly varied: readonly string[];
  /** The verdict of each run, a number of {@linkcode KINDS}. */
  readonly kinds: Uint8Array;
  /** Runs in the order to draw them: frequent verdicts first, rare ones over them. */
  readonly order: Uint32Array;
  readonly failed: number;
  /** How many runs each verdict has, and the most frequent one. */
  readonly totals: Uint32Array;
  readonly most: number;
  column(name: string): Column;
}

/** Verdicts in their order; the last one is none. */
export const KINDS = Object.keys(
  VERDICT_COLORS,
) as (keyof typeof VERDICT_COLORS)[];

/** Of what became of a run: what is told of it, and may be an axis. */
export const OUTCOMES = [
  "loss",
  "gradientNorm",
  "parameterNorm",
  "steps",
  "seconds",
] as const;

const NAMES: Readonly<Record<string, string>> = {
  gradientNorm: "‖∇L‖∞",
  parameterNorm: "‖θ‖₂",
};

/** What a column is called where it is read. */
export function nameOf(column: string): string {
  return NAMES[column] ?? column;
}

/** Of zeros, and of all that is less, on a logarithmic axis. */
const LEAST_POWER = -34;
/** As many values are few, and spread over this share of their distance. */
const FEW = 24;
const SPREAD = 0.8;
/** From such a ratio on, positive values are drawn logarithmically. */
const WIDE = 100;

const known = new WeakMap<object, Runs>();

/** Columns of rows; made once for a list. */
export function runsOf(rows: readonly ExploredRun[]): Runs {
  const before = known.get(rows);
  if (before) return before;
  const columns = new Map<string, Column>();
  const kinds = Uint8Array.from(rows, ({ verdict }) => {
    const kind = KINDS.indexOf(verdict as typeof KINDS[number]);
    return kind < 0 ? KINDS.length - 1 : kind;
  });
  const totals = new Uint32Array(KINDS.length);
  for (const kind of kinds) totals[kind]++;
  const runs: Runs = {
    rows,
    totals,
    most: Math.max(1, ...totals),
    varied: variedIn(rows),
    kinds,
    order: drawingOrder(kinds, totals),
    failed: rows.reduce(
      (sum, { error }) => sum + Number(error !== undefined),
      0,
    ),
    column(name) {
      const known = columns.get(name);
      if (known) return known;
      const column = makeColumn(rows, name);
      columns.set(name, column);
      return column;
    },
  };
  known.set(rows, runs);
  return runs;
}

/** What a run has under a name. */
export function valueOf(
  row: ExploredRun,
  name: string,
): string | number | undefined {
  if (Object.hasOwn(row.run, name)) return row.run[name];
  return row[name as typeof OUTCOMES[number] | "verdict"];
}

function variedIn(rows: readonly ExploredRun[]): string[] {
  const first = rows[0]?.run ?? {};
  const names = new Set<string>();
  const varied = new Set<string>();
  for (const { run } of rows) {
    for (const name in run) {
      names.add(name);
      if (run[name] !== first[name]) varied.add(name);
    }
  }
  return [...names].filter((name) => varied.has(name));
}

function drawingOrder(kinds: Uint8Array, totals: Uint32Array): Uint32Array {
  const starts = totals.slice();
  const frequent = KINDS.map((_, kind) => kind)
    .sort((a, b) => starts[b] - starts[a]);
  let start = 0;
  for (const kind of frequent) {
    const count = starts[kind];
    starts[kind] = start;
    start += count;
  }
  const order = new Uint32Array(kinds.length);
  kinds.forEach((kind, i) => order[starts[kind]++] = i);
  return order;
}

function makeColumn(rows: readonly ExploredRun[], name: string): Column {
  const values = rows.map((row) => valueOf(row, name));
  const words = values.some((value) => typeof value === "string")
    ? [...new Set(values.map((value) => String(value ?? "")))].sort()
    : [];
  const numbers = words.length > 0
    ? numbered(values, words)
    : Float64Array.from(values, (value) => Number(value ?? NaN));
  const isLog = words.length === 0 && runsOverDecades(name, numbers);
  const places = isLog
    ? numbers.map((x) => Math.max(LEAST_POWER, Math.log10(Math.max(0, x))))
    : numbers.map((x) => Number.isFinite(x) ? x : NaN);
  const few = fewOf(places);
  const gap = few
    ? few.reduce(
      (least, x, i) => i > 0 ? Math.min(least, x - few[i - 1]) : least,
      few.length > 1 ? Infinity : 1,
    )
    : 0;
  if (few) {
    for (let i = 0; i < places.length; i++) {
      places[i] += SPREAD * gap * (fraction(rows[i].index) - 0.5);
    }
  }
  return {
    name,
    kind: words.length > 0 ? "words" : isLog ? "log" : "linear",
    places,
    extent: few
      ? [few[0] - gap / 2, few[few.length - 1] + gap / 2]
      : extentOf(places),
    ...(few && { few }),
    gap,
    words,
  };
}

function numbered(
  values: readonly (string | number | undefined)[],
  words: readonly string[],
): Float64Array {
  const numbers = new Map(words.map((word, i) => [word, i]));
  return Float64Array.from(
    values,
    (value) => numbers.get(String(value ?? ""))!,
  );
}

function runsOverDecades(name: string, values: Float64Array): boolean {
  if (name === "loss" || name.endsWith("Norm")) {
    return values.every((x) => !(x < 0));
  }
  let [least, most] = [Infinity, 0];
  for (const x of values) {
    if (x <= 0) return false;
    if (x < least) least = x;
    if (x > most && x < Infinity) most = x;
  }
  return most / least >= WIDE;
}

/** The different values, if there are some and they are few. */
function fewOf(places: Float64Array): number[] | undefined {
  const found = new Set<number>();
  for (const place of places) {
    if (Number.isNaN(place)) continue;
    found.add(place);
    if (found.size > FEW) return undefined;
  }
  return found.size === 0 ? undefined : [...found].sort((a, b) => a - b);
}

/** A number from 0 to 1 that goes with an index, and looks like none. */
function fraction(index: number): number {
  return (index * 0.6180339887498949) % 1;
}
