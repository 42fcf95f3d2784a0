import { commonest } from "./commonest.ts";

/** What may stand between two fields; `spaces` are one or more of them. */
export type Separator = "\t" | "|" | ";" | "," | "spaces";

/** Of several that divide all lines alike the first is meant: 1,5;2,5 are two. */
const candidates: readonly Separator[] = ["\t", "|", ";", ","];

/** Lines that are looked at. */
const sample = 100;

/** One name over numbers with decimal commas: a column that nothing divides. */
function isOneColumn([name = "", ...values]: readonly string[]): boolean {
  return /^[^,;\d][^,;\t|]*$/.test(name) && values.length > 0 &&
    values.every((value) => /^[+-]?\d+,\d+$/.test(value));
}

/** Remarks and rules, which are not divided, and empty lines. */
function isAside(line: string): boolean {
  return /^[#%]\s/.test(line) || !/[^\s|+:=-]/.test(line);
}

/**
 * The separator that divides the most of the first lines into the same number
 * of fields, two or more; a comma where none does.
 */
export function detectSeparator(text: string): Separator {
  const lines = text.slice(0, 2 ** 18).replace(/"[^"]*"/g, '""').split("\n")
    .filter((line) => !isAside(line.trimStart())).slice(0, sample);
  if (isOneColumn(lines.map((line) => line.trim()))) return ";";
  let best: Separator = ",";
  let most = { share: 0, value: 1 };
  for (const candidate of candidates) {
    const now = commonest(lines.map((line) => line.split(candidate).length));
    if (now.value > 1 && now.share > most.share) {
      best = candidate;
      most = now;
    }
  }
  // Columns lined up by spaces, perhaps with one tab before the last.
  const spaced = commonest(lines.map((line) => splitAtSpaces(line).length));
  const beats = most.share === 0 ||
    best === "\t" && spaced.value >= 2 * most.value &&
      lines.every((line) => line.includes("  "));
  return beats && spaced.value > 1 && spaced.share > 0.7 ? "spaces" : best;
}

/** The fields of a line between spaces, of which quoted ones may hold some. */
export function splitAtSpaces(line: string): string[] {
  return Array.from(
    line.matchAll(/"([^"]*)"|\S+/g),
    ([whole, quoted]) => quoted ?? whole,
  );
}

/** As notes name it. */
export function nameOf(separator: Separator): string {
  if (separator === "spaces") return "spaces";
  return separator === "\t" ? "tabs" : `"${separator}"`;
}
