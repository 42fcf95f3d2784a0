// @ts-types="../papaparse.d.ts"
import papa from "papaparse";
import { counted } from "../../counted.ts";
import { commonest } from "./commonest.ts";
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

/** Marks of order and of width, and the end of files of DOS. */
// deno-lint-ignore no-control-regex -- it is one
const invisible = /[\uFEFF\u200B\u2060]|\x1a\s*$/g;

const comment = /^\s*[#%]+\s*/;

/** The fields of a text, with what stands above them left out and told. */
export function readRows(text: string, chosen?: string): Rows {
  const read = text.replace(invisible, "").replace(/\r\n?/g, "\n").split("\n");
  const lines = unquoted(read);
  const notes: string[] = [];
  if (lines !== read) notes.push("Quotes around whole lines left out.");
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
  const divides = separator === "spaces" || body.includes(separator);
  if (chosen === undefined && separator !== "," && divides) {
    notes.push(`Fields are separated by ${nameOf(separator as Separator)}.`);
  }
  const all = divide(body, separator, first + 1);
  const rows = unframed(all.filter((row) => !isRule(row)), separator);
  if (rows.length < all.length) {
    notes.push(
      `${counted(all.length - rows.length, "line")} of rules left out.`,
    );
  }
  if (comments > 0) {
    notes.push(
      `${counted(comments, "line")} of comments above the table left out.`,
    );
  }
  const full = rows.filter(({ fields }) => !isBlank(fields));
  const last = rows.indexOf(full[full.length - 1]);
  const empty = last + 1 - full.length;
  if (empty > 0) {
    notes.push(`${counted(empty, "empty line")} left out.`);
  }
  const remarks = full.filter(isRemark(full, separator));
  const left = new Set(remarks);
  const filled = full.filter((row) => !left.has(row));
  if (remarks.length > 0) {
    notes.push(
      `${counted(remarks.length, "line")} of comments left out, such as line ${
        remarks[0].line
      }.`,
    );
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

/** Without quotes around whole lines, as a program that read them as text writes. */
function unquoted(lines: readonly string[]): readonly string[] {
  if (!lines[0].startsWith('"')) return lines;
  const full = lines.filter((line) => line !== "");
  const count = (line: string) => line.match(/[,;\t|]/g)?.length ?? 0;
  const most = count(full[0]);
  const isQuoted = full.length > 1 && most > 0 &&
    full.every((line) => /^"[^"]*"$/.test(line) && count(line) === most);
  return isQuoted ? lines.map((line) => line.slice(1, -1)) : lines;
}

/** A line of dashes below names or around a table, as consoles draw it. */
function isRule({ fields }: Row): boolean {
  if (/[^\s|+:=-]/.test(fields[0])) return false;
  const text = fields.join(" ");
  return text.includes("---") && !/[^\s|+:=-]/.test(text) &&
    (fields.length > 1 || text.includes("+"));
}

/** Without the bars at both ends of every line, as in Markdown. */
function unframed(rows: readonly Row[], separator: string): readonly Row[] {
  const isFramed = separator === "|" &&
    rows.every(({ fields }) =>
      isBlank(fields) && fields.length === 1 || fields.length > 2 &&
        fields[0] === "" && fields.at(-1) === ""
    );
  return isFramed
    ? rows.map(({ fields, line }) => ({
      fields: fields.length > 1 ? fields.slice(1, -1) : fields,
      line,
    }))
    : rows;
}

/** Finds comments between values and below: not as many fields as rows have. */
function isRemark(rows: readonly Row[], separator: string) {
  const common = commonest(rows.map(({ fields }) => fields.length)).value;
  return ({ fields: [first, ...rest] }: Row): boolean =>
    /^[#%]/.test(first) &&
    (rest.length + 1 !== common ||
      separator === "spaces" && first.length === 1);
}

function divide(text: string, separator: string, line: number): Row[] {
  if (separator === "spaces") {
    return text.split("\n").map((each, i) => ({
      fields: splitAtSpaces(each),
      line: line + i,
    }));
  }
  const parse = (text: string) =>
    papa.parse(text, { delimiter: separator, newline: "\n" });
  let { data, errors } = parse(text);
  const hasSpaced = /[^\S\n]"/.test(text);
  if (hasSpaced && data.some((row) => row.some((cell) => /^\s+"/.test(cell)))) {
    // quotes behind a space are quotes as well
    const sign = escaped(separator);
    const behind = new RegExp(`(^|${sign})[^\\S\\n${sign}]+"`, "gm");
    ({ data, errors } = parse(text.replace(behind, '$1"')));
  }
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

function escaped(sign: string): string {
  return sign.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
}

function divideLine(line: string, separator: string): readonly string[] {
  return (separator === "spaces" ? splitAtSpaces(line) : line.split(separator))
    .map((field) => field.trim());
}

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === "");
}
