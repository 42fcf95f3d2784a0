import {
  checkArguments,
  checkOptions,
  finiteFrom,
  flag,
  listOf,
  number,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import { aTable, type Table, tableColumn } from "./table/table.ts";

/** Which samples to take from a table. */
export interface TableToSamplesOptions {
  /** Columns, in this order; by default all that hold numbers, but
   * for one that only counts the rows. */
  readonly columns?: readonly string[];
  /** Each column with mean 0 and variance 1 over training and validation; true. */
  readonly standardize?: boolean;
  /** Share of the rows that validate; 0.1. */
  readonly validationShare?: number;
  /** Share of the rows that test; 0.1. */
  readonly testShare?: number;
  /** Of which rows go where; 0. */
  readonly seed?: number;
}

/** What {@linkcode tableToSamples} takes. */
export const tableToSamplesOptions: OptionTable<TableToSamplesOptions> = {
  columns: listOf(text),
  standardize: flag,
  validationShare: finiteFrom(0),
  testShare: finiteFrom(0),
  seed: number,
};

/** Samples of a table in three parts, each rows × columns, row-major. */
export interface TableSamples {
  /** What is fitted. */
  readonly training: Float64Array;
  /** What says when to stop. */
  readonly validation: Float64Array;
  /** What is looked at once. */
  readonly test: Float64Array;
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** What was subtracted from each column. */
  readonly means: Float64Array;
  /** By what it was divided then. */
  readonly scales: Float64Array;
}

/**
 * The rows of a table as samples of a density: shuffled, split, and each column
 * standardized by what the test part does not hold. Rows with a missing number
 * are left out.
 *
 * @throws {RangeError} If a column is unknown or constant, or a part would have
 * no rows.
 * @throws {TypeError} If a column holds text, an argument is of another type or an
 * option unknown.
 *
 * @example Usage
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { readTable, tableToSamples } from "@thalweg/thalweg";
 *
 * const rows = readTable("x,y\n1,2\n2,4\n3,6\n4,8\n");
 * const { training, columns } = tableToSamples(rows);
 * assertEquals(columns, ["x", "y"]);
 * assert(training.length > 0);
 * ```
 */
export function tableToSamples(
  table: Table,
  options: TableToSamplesOptions = {},
): TableSamples {
  const act = "take samples of the table";
  checkOptions(act, options, tableToSamplesOptions);
  checkArguments(act, { table }, { table: aTable });
  const {
    columns = table.columns
      .filter((column) => column.kind === "number" && !column.isIndex)
      .map(({ name }) => name),
    standardize = true,
    validationShare = 0.1,
    testShare = 0.1,
    seed = 0,
  } = options;
  const values = columns.map((name) => {
    const column = tableColumn(table, name);
    if (column.kind === "number") return column.values;
    throw new TypeError(
      `Cannot ${act}: column "${name}" holds ${column.kind}s, expected numbers`,
    );
  });
  const complete = Int32Array.from({ length: table.rows }, (_, n) => n)
    .filter((n) => values.every((column) => Number.isFinite(column[n])));
  const rows = complete.length;
  const ends = [0, validationShare, validationShare + testShare, 1]
    .map((share) => Math.round(share * rows));
  if (!(ends[2] < rows) || columns.length === 0) {
    throw new RangeError(
      `Cannot ${act}: ${rows} rows of ${columns.length} columns, expected some ` +
        `that neither validate nor test`,
    );
  }
  const order = randomGenerator(seed).shuffle(complete);
  const validation = order.subarray(ends[0], ends[1]);
  const test = order.subarray(ends[1], ends[2]);
  const training = order.subarray(ends[2], ends[3]);
  const known = [...training, ...validation];
  const moments = values.map((column, j) =>
    standardize ? momentsOf(act, columns[j], column, known) : [0, 1]
  );
  const take = (part: Int32Array) =>
    Float64Array.from({ length: part.length * columns.length }, (_, i) => {
      const j = i % columns.length;
      const [mean, scale] = moments[j];
      return (values[j][part[Math.floor(i / columns.length)]] - mean) / scale;
    });
  return {
    training: take(training),
    validation: take(validation),
    test: take(test),
    columns,
    means: Float64Array.from(moments, ([mean]) => mean),
    scales: Float64Array.from(moments, ([, scale]) => scale),
  };
}

function momentsOf(
  act: string,
  name: string,
  column: ArrayLike<number>,
  rows: readonly number[],
): readonly [mean: number, deviation: number] {
  const mean = rows.reduce((sum, n) => sum + column[n], 0) / rows.length;
  const square = rows.reduce((sum, n) => sum + (column[n] - mean) ** 2, 0);
  const deviation = Math.sqrt(square / rows.length);
  if (deviation > 0) return [mean, deviation];
  throw new RangeError(
    `Cannot ${act}: column "${name}" is ${mean} in every row, expected ` +
      `different numbers`,
  );
}
