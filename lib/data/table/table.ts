import {
  checkArguments,
  holding,
  listOnlyOf,
  number,
  record,
  text,
} from "../../options/mod.ts";

/** What the columns of a {@linkcode Table} have in common. */
export interface ColumnFacts {
  /** Its name in the header, made unique; "column 3" where there was none. */
  readonly name: string;
  /** How many cells have no value. */
  readonly missing: number;
  /** How its cells were understood where that is no matter of course. */
  readonly notes: readonly string[];
}

/** A column of numbers. */
export interface NumberColumn extends ColumnFacts {
  /** Tells it from other columns. */
  readonly kind: "number";
  /** One number per row, NaN where it is missing. */
  readonly values: Float64Array;
  /** Whether it only counts the rows. */
  readonly isIndex: boolean;
}

/** A column of dates. */
export interface DateColumn extends ColumnFacts {
  /** Tells it from other columns. */
  readonly kind: "date";
  /** Days since 1970-01-01, 0 h UTC, one per row, NaN where it is missing. */
  readonly values: Float64Array;
}

/** A column of text. */
export interface TextColumn extends ColumnFacts {
  /** Tells it from other columns. */
  readonly kind: "text";
  /** One text per row, "" where it is missing. */
  readonly values: readonly string[];
}

/** A column of a {@linkcode Table}. */
export type Column = NumberColumn | DateColumn | TextColumn;

/** Named columns of equal length, as {@linkcode readTable} reads them. */
export interface Table {
  /** In the order of the file. */
  readonly columns: readonly Column[];
  /** Number of rows, those of the header and below it not counted. */
  readonly rows: number;
  /** What was understood of the file, and what was left out: sentences. */
  readonly notes: readonly string[];
}

/** What `readTable` makes. */
export const aTable = holding("a table", {
  columns: listOnlyOf(record, "columns"),
  rows: number,
});

/**
 * The column of that name.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If there is none, with the names that there are.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTable, tableColumn } from "@thalweg/thalweg";
 *
 * const rows = readTable("length,kind\n1,x\n2,y\n");
 * assertEquals(tableColumn(rows, "length").kind, "number");
 * ```
 */
export function tableColumn(table: Table, name: string): Column {
  checkArguments("find the column", { table, name }, {
    table: aTable,
    name: text,
  });
  const found = table.columns.find((column) => column.name === name);
  if (found === undefined) {
    const names = table.columns.map(({ name }) => `"${name}"`).join(", ");
    throw new RangeError(
      `Cannot find column "${name}", expected one of ${names}`,
    );
  }
  return found;
}
