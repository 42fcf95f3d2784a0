import { commonest } from "./commonest.ts";
import { fail } from "./fail.ts";
import { counted } from "../../counted.ts";
import type { Row } from "./rows.ts";

/** Rows of one length. */
export interface Shaped {
  readonly rows: readonly Row[];
  readonly width: number;
  readonly notes: readonly string[];
}

/** Longer rows than this share of all are an error, not an exception. */
const fewRows = 0.05;

/**
 * Rows made equally long: what stands above the table is left out, a separator
 * at the end of every line as well; a header that lacks the name of the first
 * column, as R writes it, gets one without a word; missing cells are filled in
 * at the end.
 */
export function shapeRows(all: readonly Row[]): Shaped {
  const notes: string[] = [];
  const common = commonest(all.map(({ fields }) => fields.length)).value;
  let rows = all;
  const begin = titleRows(all, common);
  if (begin > 0) {
    rows = all.slice(begin);
    notes.push(
      `${counted(begin, "line")} above the table left out, such as "${
        all[0].fields.filter((field) => field).join(" ").slice(0, 60)
      }".`,
    );
  }
  const below = remarksBelow(rows, common);
  if (below > 0) {
    const [first] = rows.slice(-below);
    rows = rows.slice(0, -below);
    notes.push(
      `${counted(below, "line")} below the table left out, such as "${
        first.fields.filter((field) => field).join(" ").slice(0, 60)
      }".`,
    );
  }
  const [header, ...body] = rows;
  const filledTo = body.reduce(
    (most, { fields }) =>
      Math.max(most, fields.findLastIndex((field) => field !== "") + 1),
    header.fields.findLastIndex((field) => field !== "") + 1,
  );
  let width = Math.min(common, filledTo);
  if (width < common) {
    notes.push("A separator at the end of every line left out.");
  }
  const named = header.fields.length === width - 1 &&
      body.every(({ fields }) => fields.length >= width)
    ? { ...header, fields: ["", ...header.fields] }
    : header;
  if (named.fields.length > width && named === header) {
    width = Math.max(width, header.fields.findLastIndex((f) => f !== "") + 1);
  }

  const isLong = ({ fields }: Row) =>
    fields.slice(width).some((field) => field !== "");
  const long = body.filter(isLong);
  if (long.length > 0) {
    const { fields, line } = long[0];
    if (long.length > fewRows * body.length) {
      fail(
        `line ${line} has ${
          counted(fields.length, "field")
        }, expected ${width} as in the header`,
      );
    }
    notes.push(
      `${
        counted(long.length, "row")
      } with more than ${width} fields left out, such as line ${line}.`,
    );
  }
  const kept = body.filter((row) => !isLong(row));
  const short = kept.filter(({ fields }) => fields.length < width);
  if (short.length > 0 && width === common) {
    notes.push(
      `${
        counted(short.length, "row")
      } with fewer than ${width} fields, such as line ${
        short[0].line
      }: the last cells are missing.`,
    );
  }
  return {
    rows: [named, ...kept].map(({ fields, line }) => ({
      fields: Array.from({ length: width }, (_, i) => fields[i] ?? ""),
      line,
    })),
    width,
    notes,
  };
}

/** How many rows at the top are titles: at most half as full as the others. */
function titleRows(rows: readonly Row[], width: number): number {
  if (width < 2) return 0;
  const filled = ({ fields }: Row) => fields.filter((field) => field).length;
  let begin = 0;
  while (begin < rows.length - 2 && filled(rows[begin]) <= width / 2) begin++;
  // a table of which the first row is as sparse as the others has no title
  return rows.slice(begin, begin + 20).some((row) => filled(row) <= width / 2)
    ? 0
    : begin;
}

/** How many rows at the end are remarks: words, few, shorter or set apart. */
function remarksBelow(rows: readonly Row[], width: number): number {
  let count = 0;
  for (let i = rows.length - 1; i > 1; i--) {
    const { fields, line } = rows[i];
    const filled = fields.filter((field) => field !== "");
    const isApart = fields.length < width || line > rows[i - 1].line + 1;
    const isSparse = filled.length <= width / 2 && /\p{L}/u.test(fields[0]);
    if (!isApart || !isSparse) break;
    count++;
  }
  return count;
}
