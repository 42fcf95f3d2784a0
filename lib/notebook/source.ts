import type { Cell } from "../cell/mod.ts";
import { notebookHost } from "./notebook.ts";

/**
 * The line, counted from 1, of the notebook's source in which a template
 * begins. It is found by its words, which every bundler has to keep; undefined
 * where the host knows no source, or the template stands elsewhere.
 */
export function lineOf(strings: readonly string[]): number | undefined {
  const { source } = notebookHost();
  const { raw } = strings as Partial<TemplateStringsArray>;
  if (source === undefined || raw === undefined) return undefined;
  const text = source.replaceAll("\r\n", "\n");
  const opening = `\`${raw[0]}${raw.length > 1 ? "${" : "`"}`;
  let start = -1;
  let length = Infinity;
  for (
    let at = text.indexOf(opening);
    at >= 0;
    at = text.indexOf(opening, at + 1)
  ) {
    // Templates may begin alike: the one whose words follow most closely.
    const end = findParts(text, raw, at + opening.length);
    if (end - at < length) [start, length] = [at, end - at];
  }
  return start < 0 ? undefined : text.slice(0, start).split("\n").length;
}

/** Where the other parts of a template end that begins before `at`. */
function findParts(text: string, raw: readonly string[], at: number): number {
  for (let i = 1; i < raw.length; i++) {
    const part = `}${raw[i]}${i === raw.length - 1 ? "`" : "${"}`;
    const found = text.indexOf(part, at);
    if (found < 0) return Infinity;
    at = found + part.length;
  }
  return at;
}

/**
 * Where a cell failed: the line of the notebook that its error came from, or
 * else the one that the cell begins in.
 */
export function failingLine(
  { error, line }: Cell<unknown>,
): number | undefined {
  return notebookHost().lineIn?.(error?.stack ?? "") ?? line;
}
