import {
  anyOf,
  checkArguments,
  checkOptions,
  flag,
  listOf,
  oneOf,
  type Option,
  type OptionTable,
  text,
} from "../../options/mod.ts";
import { type CellRules, readColumn, showsDecimalComma } from "./column.ts";
import { decode, withoutZeros } from "./decode.ts";
import { fail } from "./fail.ts";
import { refuseForeign } from "./foreign.ts";
import { readHeader } from "./header.ts";
import { missingTest } from "./missing.ts";
import { readRows } from "./rows.ts";
import { shapeRows } from "./shape.ts";
import type { Column, NumberColumn, Table } from "./table.ts";

/** What {@linkcode readTable} is told where it would guess. */
export interface ReadTableOptions {
  /** Whether the first line names the columns. */
  readonly header?: boolean;
  /** What stands between two fields: one character, or "spaces". */
  readonly separator?: string;
  /** The decimal sign of numbers. */
  readonly decimal?: "." | ",";
  /** What stands where there is no value; an empty cell never has one. */
  readonly missing?: readonly string[];
  /** How bytes make text: a name that TextDecoder knows, such as "latin1". */
  readonly encoding?: string;
}

/** What {@linkcode readTable} takes beside the file. */
export const readTableOptions: OptionTable<ReadTableOptions> = {
  header: flag,
  separator: text,
  decimal: oneOf(".", ","),
  missing: listOf(text),
  encoding: text,
};

const bytes: Option = {
  expected: "the bytes of a file (a Uint8Array)",
  isType: (value) =>
    ArrayBuffer.isView(value) && "BYTES_PER_ELEMENT" in value &&
    value.BYTES_PER_ELEMENT === 1,
};

/**
 * Reads a table of text: values separated by commas, semicolons, tabs, "|" or
 * spaces, as bytes or as text.
 *
 * What it takes for granted it tells, in the notes of the table and of its
 * columns: the encoding (a mark, UTF-8, UTF-16, else Windows-1252), the
 * separator, comments, titles, units, totals and rules around the values, lines
 * that repeat the names, whether the
 * first line names the columns. A column holds numbers where nine of ten of its
 * cells do that have a value ("1,234", "1 234", "3,14", "5%", "−5" and "$4.50"
 * are numbers, if the column is written alike), else dates, else text; digits
 * that a number would lose ("007") stay text. Cells without a value ("", NA,
 * N/A, NaN, null, none, ?, −, .) are missing, NaN among numbers and "" in text, and
 * counted.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @throws {RangeError} If the encoding is unknown, or the separator too long.
 * @throws {SyntaxError} If the file is none of values in lines (packed, HTML,
 * JSON, ARFF or LIBSVM's); naming the line, if there are no rows, more than one
 * row in twenty is longer than the header, or a quote is not closed.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTable } from "@thalweg/thalweg";
 *
 * const table = readTable("length;species\n5,1;setosa\n;virginica\n");
 * assertEquals(table.columns[0].values, new Float64Array([5.1, NaN]));
 * assertEquals(table.columns[0].missing, 1);
 * assertEquals(table.columns[1].kind, "text");
 * ```
 */
export function readTable(
  source: Uint8Array | string,
  options: ReadTableOptions = {},
): Table {
  const act = "read the table";
  checkArguments(act, { source }, { source: anyOf(text, bytes) });
  checkOptions(act, options, readTableOptions);
  const { separator, header, missing, encoding, decimal } = options;
  if (
    separator !== undefined && separator !== "spaces" && separator.length !== 1
  ) {
    throw new RangeError(
      `Cannot read the table: the separator is "${separator}", expected one character, or "spaces"`,
    );
  }
  const decoded = withoutZeros(
    typeof source === "string"
      ? { text: source, notes: [] }
      : decode(source, encoding),
  );
  refuseForeign(decoded.text);
  const read = readRows(decoded.text, separator);
  if (read.rows.length === 0) {
    fail("the file is empty, expected rows of values");
  }
  const shaped = shapeRows(read.rows);
  const isMissing = missingTest(missing);
  const { names, rows, notes } = readHeader(shaped.rows, isMissing, {
    ...(header !== undefined && { header }),
    comment: read.lastComment,
  });
  if (rows.length === 0) {
    fail(
      `there is only a header (${names.slice(0, 8).join(", ")}${
        names.length > 8 ? ", …" : ""
      }), expected rows below it`,
    );
  }
  const cells = names.map((_, i) => rows.map(({ fields }) => fields[i]));
  const showsComma = cells.some(showsDecimalComma);
  const commaIsDecimal = decimal !== undefined
    ? decimal === ","
    : read.separator === ";" || showsComma;
  const rules: CellRules = {
    isMissing,
    commaIsDecimal,
    dotDivides: decimal === undefined && showsComma,
  };
  return {
    columns: names.map((name, i) =>
      asIndex(readColumn(name, cells[i], rules), i, shaped.rows[0].fields[i])
    ),
    rows: rows.length,
    notes: [...decoded.notes, ...read.notes, ...shaped.notes, ...notes],
  };
}

/** The first column, if it has no name and counts the rows. */
function asIndex(column: Column, i: number, name: string): Column {
  // pandas names an index so that was written without a name and read again
  if (i > 0 || !/^(Unnamed: 0)?$/.test(name) || column.kind !== "number") {
    return column;
  }
  const { values } = column;
  if (!values.every((value, row) => value === values[0] + row)) return column;
  const index: NumberColumn = {
    ...column,
    isIndex: true,
    notes: [...column.notes, "it counts the rows"],
  };
  return index;
}
