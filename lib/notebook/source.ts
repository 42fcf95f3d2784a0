import type { Cell } from "../cell/mod.ts";
import { type NotebookHost, notebookHost } from "./notebook.ts";

/** The templates of a notebook so far, by their words: two may be the same. */
const seen = new WeakMap<NotebookHost, Map<string, (readonly string[])[]>>();

/**
 * Finds the line, counted from 1, of the notebook's source in which a template
 * begins, by its words, which every bundler has to keep; undefined where the
 * host knows no source, or the template stands elsewhere. It looks when asked.
 */
export function lineOf(strings: readonly string[]): () => number | undefined {
  const host = notebookHost();
  const { source } = host;
  const { raw } = strings as Partial<TemplateStringsArray>;
  if (source === undefined || raw === undefined) return () => undefined;
  const all = seen.get(host) ?? new Map<string, (readonly string[])[]>();
  seen.set(host, all);
  const key = JSON.stringify(raw);
  const same = all.get(key) ?? [];
  all.set(key, same);
  if (!same.includes(strings)) same.push(strings);
  return () => {
    const text = source.replaceAll("\r\n", "\n");
    const start = findTemplates(text, raw)[same.indexOf(strings)];
    return start === undefined
      ? undefined
      : text.slice(0, start).split("\n").length;
  };
}

/** Where templates with these words begin, in order. */
function findTemplates(text: string, raw: readonly string[]): number[] {
  const opening = `\`${raw[0]}${raw.length > 1 ? "${" : "`"}`;
  const starts = new Map<number, number>();
  for (
    let at = text.indexOf(opening);
    at >= 0;
    at = text.indexOf(opening, at + 1)
  ) {
    // What only begins alike ends with the next one that goes on alike, too.
    const end = findEnd(text, raw, at + opening.length);
    if (end >= 0) starts.set(end, at);
  }
  return [...starts.values()];
}

/** The end of a template whose first words end at `at`; −1 without one. */
function findEnd(text: string, raw: readonly string[], at: number): number {
  for (let i = 1; i < raw.length; i++) {
    const part = `}${raw[i]}${i === raw.length - 1 ? "`" : "${"}`;
    const found = text.indexOf(part, at);
    if (found < 0) return -1;
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
