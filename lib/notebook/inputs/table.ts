import type { Cell } from "../../cell/mod.ts";
import { defineInput, type TableColumn } from "./input.ts";
import { checkTag } from "../template.ts";
import {
  checkArguments,
  listOnlyOf,
  record,
  shown,
} from "../../options/mod.ts";

/** A row of a {@linkcode table}: numbers and texts by column. */
export type TableRow = Readonly<Record<string, number | string>>;

/** Each row with numbers and texts of any value in place of the first ones. */
export type TableRows<T extends TableRow> = readonly {
  readonly [K in keyof T]: T[K] extends number ? number : string;
}[];

/**
 * A table to edit, rows can be added and removed:
 * table`Points ${[{ x: 0, y: 1 }, { x: 1, y: 3 }]}`. The first row says which
 * columns there are, and which hold numbers.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If there is no row, or one without all columns.
 *
 * @example Usage
 * ```ts
 * import { cell, table } from "@thalweg/thalweg";
 *
 * const points = table`Points ${[{ x: 0, y: 1 }, { x: 1, y: 3 }]}`;
 * cell`How many ${points} ${(rows) => rows.length}`;
 * ```
 */
export function table<T extends TableRow>(
  strings: TemplateStringsArray,
  rows: readonly T[],
): Cell<TableRows<T>> {
  checkTag("table", strings);
  checkArguments(`make the table "${strings[0].trim()}"`, { rows }, {
    rows: listOnlyOf(record, "a list of rows, as in [{ x: 1, y: 2 }]"),
  });
  if (rows.length === 0) {
    throw new RangeError(
      `Cannot make the table "${
        strings[0].trim()
      }": no rows, expected one that names the columns`,
    );
  }
  const columns = Object.entries(rows[0]).map(([name, value]): TableColumn => ({
    name,
    kind: typeof value === "number" ? "number" : "text",
  }));
  const check = (value: unknown) => checkRows(value, columns) as TableRows<T>;
  check(rows);
  return defineInput<TableRows<T>>({
    tag: "table",
    strings,
    initial: () => check(rows),
    check,
    settings: () => ({ control: "table", columns }),
    toText: (value) => JSON.stringify(textsOf(value, columns)),
    fromText: (text) => {
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    },
  });
}

/** Rows as records, from records or from lists of typed texts. */
function checkRows(
  value: unknown,
  columns: readonly TableColumn[],
): TableRow[] {
  if (!Array.isArray(value)) {
    throw new TypeError(`${shown(value)}, expected a list of rows`);
  }
  return value.map((row: unknown, i) =>
    Object.fromEntries(columns.map((column, k) => {
      const entry = entryOf(row, column, k);
      return [column.name, checkEntry(entry, column, i)];
    }))
  );
}

function checkEntry(
  entry: unknown,
  { name, kind }: TableColumn,
  row: number,
): number | string {
  if (kind === "text" && typeof entry === "string") return entry;
  const number = typeof entry === "string" && entry.trim() !== ""
    ? Number(entry)
    : entry;
  if (kind === "number" && Number.isFinite(number)) return number as number;
  const found = typeof entry === "string" ? `"${entry}"` : String(entry);
  throw new RangeError(
    `${found} in row ${row + 1}, ${name}, expected a ${kind}`,
  );
}

/** What the controls show: every entry as a text, also one that does not fit. */
function textsOf(
  value: unknown,
  columns: readonly TableColumn[],
): readonly (readonly string[])[] {
  if (!Array.isArray(value)) return [];
  return value.map((row: unknown) =>
    columns.map((column, k) => String(entryOf(row, column, k) ?? ""))
  );
}

function entryOf(row: unknown, { name }: TableColumn, k: number): unknown {
  return Array.isArray(row)
    ? row[k]
    : (row as Readonly<Record<string, unknown>> | null)?.[name];
}
