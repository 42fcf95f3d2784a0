import { diff } from "@codemirror/merge";
import { applyChanges, type Change } from "./edits.ts";

/** Lines that were changed here and on disk, in different ways. */
export interface Conflict {
  readonly mine: string;
  readonly theirs: string;
}

/** What two changed texts are together. */
export interface Merged {
  /** Both changes; where they meet, mine. */
  readonly mine: string;
  /** Both changes; where they meet, theirs. */
  readonly theirs: string;
  readonly conflicts: readonly Conflict[];
}

/**
 * Brings together what was changed here and what was changed on disk. Changes of
 * the same lines, or of lines that touch, are a conflict.
 */
export function merge(base: string, mine: string, theirs: string): Merged {
  const here = lineChanges(base, mine);
  const there = lineChanges(base, theirs);
  const groups: {
    from: number;
    to: number;
    here: Change[];
    there: Change[];
  }[] = [];
  const all = [
    ...here.map((change) => ({ change, side: "here" as const })),
    ...there.map((change) => ({ change, side: "there" as const })),
  ].sort((a, b) => a.change.from - b.change.from);
  for (const { change, side } of all) {
    const last = groups.at(-1);
    if (last && change.from <= last.to) {
      last.to = Math.max(last.to, change.to);
      last[side].push(change);
    } else {
      const { from, to } = change;
      groups.push({ from, to, here: [], there: [], [side]: [change] });
    }
  }
  const conflicts: Conflict[] = [];
  const sides: Record<"mine" | "theirs", Change[]> = { mine: [], theirs: [] };
  for (const { from, to, here, there } of groups) {
    const part = (changes: readonly Change[]) =>
      applyChanges(
        base.slice(from, to),
        changes.map((one) => ({
          ...one,
          from: one.from - from,
          to: one.to - from,
        })),
      );
    const both = here.length > 0 && there.length > 0;
    const [a, b] = both
      ? [part(here), part(there)]
      : [part([...here, ...there]), part([...here, ...there])];
    if (a !== b) conflicts.push({ mine: a, theirs: b });
    sides.mine.push({ from, to, insert: a });
    sides.theirs.push({ from, to, insert: b });
  }
  return {
    mine: applyChanges(base, sides.mine),
    theirs: applyChanges(base, sides.theirs),
    conflicts,
  };
}

/** Where more is other than this, in lines, the least difference is not looked for. */
const patience = 500;

/** What makes one text of another, in whole lines. */
export function lineChanges(before: string, after: string): readonly Change[] {
  const codes = new Map<string, string>();
  /** Each line as one character: the differences of those are of lines. */
  const encode = (lines: readonly string[]) =>
    lines.map((line) => {
      const known = codes.get(line) ?? String.fromCharCode(codes.size);
      codes.set(line, known);
      return known;
    }).join("");
  const [a, b] = [linesOf(before), linesOf(after)];
  const [codeA, codeB] = [encode(a), encode(b)];
  if (codes.size > 65_000) {
    return before === after
      ? []
      : [{ from: 0, to: before.length, insert: after }];
  }
  const starts = [0];
  for (const line of a) starts.push(starts.at(-1)! + line.length);
  return diff(codeA, codeB, { scanLimit: patience }).map((
    { fromA, toA, fromB, toB },
  ) => ({
    from: starts[fromA],
    to: starts[toA],
    insert: b.slice(fromB, toB).join(""),
  }));
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
