import { formatNumber } from "../figure/mod.ts";
import { describe } from "./describe.ts";
import type { Records } from "./is_records.ts";
import { escapeHtml } from "./prose/escape.ts";

/** Columns of a table that are shown; the rest is counted. */
const mostColumns = 30;

/**
 * A list of objects as a table of so many rows, which counts the rest; nothing in
 * it becomes markup.
 */
export function recordsHtml(records: Records, mostRows: number): string {
  const rows = records.slice(0, mostRows);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.slice(0, mostColumns);
  const isNumber = columns.map((name) =>
    rows.every((row) => row[name] == null || typeof row[name] === "number")
  );
  const kind = (i: number) => isNumber[i] ? ` class="thalweg-number"` : "";
  const head = columns.map((name, i) =>
    `<th scope="col"${kind(i)}>${escapeHtml(name)}</th>`
  );
  const body = rows.map((row) =>
    `<tr>${
      columns.map((name, i) => `<td${kind(i)}>${cellHtml(row[name])}</td>`)
        .join("")
    }</tr>`
  );
  const more = [
    records.length > mostRows ? `${records.length - mostRows} more rows` : "",
    names.length > mostColumns
      ? `${names.length - mostColumns} more columns`
      : "",
  ].filter((words) => words !== "").join(", ");
  return `<div class="thalweg-table" tabindex="0" role="group" aria-label="Table of ${records.length} rows"><table><thead><tr>${
    head.join("")
  }</tr></thead><tbody>${body.join("")}</tbody></table></div>${
    more && `<p>… and ${more}</p>`
  }`;
}

function cellHtml(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "number") return escapeHtml(describe(value));
  const short = formatNumber(value);
  return `<span title="${value}">${escapeHtml(short)}</span>`;
}
