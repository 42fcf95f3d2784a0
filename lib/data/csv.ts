// @ts-types="./papaparse.d.ts"
import papa from "papaparse";
import {
  checkArguments,
  holding,
  listOnlyOf,
  number,
  record,
  text as textKind,
} from "../options/mod.ts";

/** A column of numbers of a {@linkcode Table}. */
export interface NumberColumn {
  /** Its name in the header. */
  readonly name: string;
  /** Tells it from a column of text. */
  readonly kind: "number";
  /** One finite number per row. */
  readonly values: Float64Array;
}

/** A column of text of a {@linkcode Table}. */
export interface TextColumn {
  /** Its name in the header. */
  readonly name: string;
  /** Tells it from a column of numbers. */
  readonly kind: "text";
  /** One string per row. */
  readonly values: readonly string[];
}

/** A column of a {@linkcode Table}. */
export type Column = NumberColumn | TextColumn;

/** Named columns of equal length, as {@linkcode parseCsv} reads them. */
export interface Table {
  /** In the order of the file. */
  readonly columns: readonly Column[];
  /** Number of rows, the header not counted. */
  readonly rows: number;
}

/** A row of the file with the line on which it begins, from 1. */
interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

const separators = [",", ";", "\t"];
// one way to read any digits: no time is lost on trying others
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const nonFinite = /^[+-]?(nan|inf|infinity)$/i;
const missing = /^(|na|n\/a|null|\?)$/i;

/**
 * Reads comma-separated values whose first line names the columns.
 *
 * The separator is the one of comma, semicolon and tab that divides the header
 * into the most fields. Fields may be quoted, with separators, line breaks and
 * doubled quotes inside; spaces around a field are dropped; empty lines at the
 * end are ignored.
 *
 * A column is numeric when most of its cells are numbers, cells without a
 * value (empty, NA, null, ?) aside. In a numeric column everything else is an
 * error: the whole file is read, or nothing.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {SyntaxError} Naming line and column, if the file has no rows, names
 * are empty or occur twice, a row has more or fewer fields than the header, a
 * quote is not closed, or a numeric column holds anything but finite numbers.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const table = parseCsv("length,species\n5.1,setosa\n6.3,virginica\n");
 * assertEquals(table.columns[0].values, new Float64Array([5.1, 6.3]));
 * assertEquals(table.columns[1].kind, "text");
 * ```
 */
export function parseCsv(text: string): Table {
  checkArguments("read the CSV", { text }, { text: textKind });
  const [header, ...rows] = readRows(text);
  if (header === undefined) fail("the file is empty, expected a header");
  const names = readNames(header);
  if (rows.length === 0) {
    fail(
      `there is only a header (${names.join(", ")}), expected rows below it`,
    );
  }
  for (const { fields, line } of rows) {
    if (fields.length === names.length) continue;
    const got = isBlank(fields) ? "is empty" : `has ${count(fields.length)}`;
    fail(`line ${line} ${got}, expected ${names.length} as in the header`);
  }
  const columns = names.map((name, i) => readColumn(name, i, rows));
  return { columns, rows: rows.length };
}

/** What `parseCsv` makes. */
export const aTable = holding("a table", {
  columns: listOnlyOf(record, "columns"),
  rows: number,
});

/**
 * The column of that name.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If there is none, with the names that there are.
 */
export function tableColumn(table: Table, name: string): Column {
  checkArguments("find the column", { table, name }, {
    table: aTable,
    name: textKind,
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

function readRows(text: string): Row[] {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const { data, errors } = papa.parse(plain, {
    delimiter: detectSeparator(plain),
    newline: "\n",
  });
  while (data.length > 0 && isBlank(data[data.length - 1])) data.pop();
  let line = 1;
  const rows = data.map((fields) => {
    const row = { fields: fields.map((field) => field.trim()), line };
    // a quoted field may span lines
    for (const field of fields) line += field.split("\n").length - 1;
    line++;
    return row;
  });
  if (errors.length > 0) {
    const { code, row } = errors[0];
    const where = `the row that begins on line ${rows[row ?? 0]?.line ?? 1}`;
    fail(
      code === "InvalidQuotes"
        ? `${where} has text after a closing quote, expected a separator`
        : `${where} has a quote that is never closed, expected a closing one`,
    );
  }
  return rows;
}

function detectSeparator(text: string): string {
  const [header] = text.replace(/"[^"]*"/g, "").split("\n", 1);
  const counts = separators.map((s) => header.split(s).length);
  return separators[counts.indexOf(Math.max(...counts))];
}

function isBlank(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0].trim() === "";
}

function readNames({ fields, line }: Row): readonly string[] {
  fields.forEach((name, i) => {
    if (name === "") {
      fail(`line ${line}, column ${i + 1} has no name, expected one`);
    }
    const first = fields.indexOf(name);
    if (first < i) {
      fail(
        `line ${line}, columns ${first + 1} and ${
          i + 1
        } are both named "${name}", expected different names`,
      );
    }
  });
  return fields;
}

function readColumn(name: string, i: number, rows: readonly Row[]): Column {
  const cells = rows.map(({ fields }) => fields[i]);
  const present = cells.filter((cell) => !missing.test(cell));
  const numbers = present.filter((cell) =>
    decimal.test(cell) || nonFinite.test(cell)
  );
  if (2 * numbers.length <= present.length) {
    return { name, kind: "text", values: cells };
  }
  const values = Float64Array.from(cells, (cell, row) => {
    const value = decimal.test(cell) ? Number(cell) : NaN;
    if (Number.isFinite(value)) return value;
    const found = cell === "" ? "nothing" : `"${cell}"`;
    const expected = decimal.test(cell) || nonFinite.test(cell)
      ? "a finite number"
      : "a number";
    fail(
      `line ${
        rows[row].line
      }, column "${name}": found ${found}, expected ${expected}`,
    );
  });
  return { name, kind: "number", values };
}

function count(fields: number): string {
  return fields === 1 ? "1 field" : `${fields} fields`;
}

function fail(why: string): never {
  throw new SyntaxError(`Cannot read the CSV: ${why}`);
}
