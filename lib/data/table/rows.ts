// @ts-types="../papaparse.d.ts"
import papa from "papaparse";
import { counted } from "../../counted.ts";
import { fail } from "./fail.ts";
import {
  detectSeparator,
  nameOf,
  type Separator,
  splitAtSpaces,
} from "./separator.ts";

/** A row of the file with the line on which it begins, from 1. */
export interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

/** The rows of a file, none of them blank. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly separator: string;
  /** The last of the comments above them, without its sign. */
  readonly lastComment: Row | undefined;
  readonly notes: readonly string[];
}

const comment = /^\s*[#%]+\s*/;

/** The fields of a text, with what stands above them left out and told. */
export function readRows(text: string, chosen?: string): Rows {
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").split("\n");
  const notes: string[] = [];
  let first = 0;
  const declared = lines[0].match(/^"?sep=(.)"?$/i)?.[1];
  if (declared !== undefined) first++;
  let comments = 0;
  while (
    first < lines.length &&
    (comment.test(lines[first]) || isBlank([lines[first]]))
  ) {
    if (comment.test(lines[first])) comments++;
    first++;
  }
  const body = lines.slice(first).join("\n");
  const separator = chosen ?? declared ?? detectSeparator(body);
  if (chosen === undefined && separator !== ",") {
    notes.push(`Fields are separated by ${nameOf(separator as Separator)}.`);
  }
  const rows = divide(body, separator, first + 1);
  if (comments > 0) {
    notes.push(
      `${counted(comments, "line")} of comments above the table left out.`,
    );
  }
  const filled = rows.filter(({ fields }) => !isBlank(fields));
  const last = rows.indexOf(filled[filled.length - 1]);
  const empty = last + 1 - filled.length;
  if (empty > 0) {
    notes.push(`${counted(empty, "empty line")} left out.`);
  }
  const above = lines.slice(0, first).findLastIndex((line) =>
    comment.test(line)
  );
  return {
    rows: filled,
    separator,
    lastComment: above < 0 ? undefined : {
      fields: divideLine(lines[above].replace(comment, ""), separator),
      line: above + 1,
    },
    notes,
  };
}

function divide(text: string, separator: string, line: number): Row[] {
  if (separator === "spaces") {
    return text.split("\n").map((each, i) => ({
      fields: splitAtSpaces(each),
      line: line + i,
    }));
  }
  const { data, errors } = papa.parse(text, {
    delimiter: separator,
    newline: "\n",
  });
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

function divideLine(line: string, separator: string): readonly string[] {
  return (separator === "spaces" ? splitAtSpaces(line) : line.split(separator))
    .map((field) => field.trim());
}

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === "");
}
