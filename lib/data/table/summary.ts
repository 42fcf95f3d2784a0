import { checkArguments } from "../../options/mod.ts";
import { valuesOf } from "./features.ts";
import { aTable, type Column, type Table } from "./table.ts";

/** How many cells lie in a range, or hold a text. */
export interface Bin {
  /** The range, or the text, in words. */
  readonly label: string;
  /** How many cells. */
  readonly count: number;
}

/** What is in a column. */
export interface ColumnSummary {
  /** Its name. */
  readonly name: string;
  /** What it holds. */
  readonly kind: Column["kind"];
  /** Number of cells. */
  readonly rows: number;
  /** How many cells have no value. */
  readonly missing: number;
  /** How many different values the others have. */
  readonly distinct: number;
  /** Least and largest value, of dates and numbers. */
  readonly range: readonly [number, number] | undefined;
  /** The distribution: 20 ranges of equal width, or the most frequent texts. */
  readonly bins: readonly Bin[];
  /** How its cells were understood where that is no matter of course. */
  readonly notes: readonly string[];
}

const ranges = 20;
const texts = 8;

/**
 * What is in each column of a table: type, missing and different values, range
 * and distribution.
 *
 * @throws {TypeError} If the table is none.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTable, summarizeTable } from "@thalweg/thalweg";
 *
 * const rows = readTable("length,kind\n1,x\n2,y\n3,x\n");
 * const [length, kind] = summarizeTable(rows);
 * assertEquals([length.kind, kind.distinct], ["number", 2]);
 * ```
 */
export function summarizeTable(table: Table): readonly ColumnSummary[] {
  checkArguments("summarize the table", { table }, { table: aTable });
  return table.columns.map((column) => {
    const { name, kind, missing, notes } = column;
    const present = table.rows - missing;
    const range = kind === "text" || present === 0
      ? undefined
      : rangeOf(column.values as Float64Array);
    return {
      name,
      kind,
      rows: table.rows,
      missing,
      distinct: valuesOf(column).size,
      range,
      bins: range
        ? binsOf(column.values as Float64Array, range, kind === "date")
        : kind === "text"
        ? mostFrequent(column.values)
        : [],
      notes,
    };
  });
}

function rangeOf(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function binsOf(
  values: Float64Array,
  [low, high]: readonly [number, number],
  isDate: boolean,
): Bin[] {
  if (low === high) {
    const count = values.reduce((sum, v) => sum + (v === low ? 1 : 0), 0);
    return [{ label: inWords(low, isDate), count }];
  }
  const counts = new Array<number>(ranges).fill(0);
  const width = (high - low) / ranges;
  for (const value of values) {
    if (value !== value) continue;
    counts[Math.min(ranges - 1, Math.floor((value - low) / width))]++;
  }
  return counts.map((count, k) => ({
    label: `${inWords(low + k * width, isDate)} … ${
      inWords(low + (k + 1) * width, isDate)
    }`,
    count,
  }));
}

/** A number in 4 digits; days since 1970 as a date. */
function inWords(value: number, isDate: boolean): string {
  if (!isDate) return String(Number(value.toPrecision(4)));
  return new Date(value * 86_400_000).toISOString().slice(0, 10);
}

function mostFrequent(values: readonly string[]): Bin[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, texts)
    .map(([label, count]) => ({ label, count }));
}
