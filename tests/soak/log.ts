/** A soak that was run whole, as the log in bench/README.md tells it. */
export interface LogEntry {
  readonly name: string;
  /** "60 seconds". */
  readonly amount: string;
  readonly seed: number;
  readonly count: number;
  readonly failures: number;
  readonly measured: string;
  readonly date: string;
  readonly commit: string;
}

const heading = "## Soaks";
const titles = [
  "soak",
  "amount",
  "seed",
  "inputs",
  "failures",
  "measured",
  "date",
  "commit",
];

function toRow(entry: LogEntry): string[] {
  return [
    entry.name,
    entry.amount,
    String(entry.seed),
    String(entry.count),
    String(entry.failures),
    entry.measured,
    entry.date,
    entry.commit,
  ];
}

/** A table in Markdown, its columns as wide as their longest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, i) =>
    Math.max(3, ...rows.map((row) => row[i].length))
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
  const [head, ...rest] = rows;
  const rule = widths.map((width) => "-".repeat(width));
  return [head, rule, ...rest].map(line).join("\n");
}

/** What is shown of entries at the terminal. */
export function logTable(entries: readonly LogEntry[]): string {
  return table([titles, ...entries.map(toRow)]);
}

/** The document with these entries in its log, each in place of its last. */
export function withEntries(
  document: string,
  entries: readonly LogEntry[],
): string {
  const begin = document.indexOf(`${heading}\n`);
  if (begin < 0) {
    throw new RangeError(`Cannot log a soak: no "${heading}", expected one`);
  }
  const after = document.indexOf("\n## ", begin + 1);
  const section = document.slice(begin, after < 0 ? undefined : after);
  const words = section.split("\n").filter((line) => !line.startsWith("|"))
    .join("\n").trimEnd();
  const rows = new Map(
    section.split("\n").filter((line) => line.startsWith("|")).slice(2)
      .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()))
      .map((row) => [row[0], row]),
  );
  for (const entry of entries) rows.set(entry.name, toRow(entry));
  const made = `${words}\n\n${table([titles, ...rows.values()])}\n`;
  return document.slice(0, begin) + made +
    (after < 0 ? "" : document.slice(after));
}
