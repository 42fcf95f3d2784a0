import { parse } from "@babel/parser";
import { syntax } from "./passages.ts";

/** What is wrong with a source, and where. */
export interface SourceProblem {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly message: string;
}

/** The mistakes in a source that keep it from being read. */
export function syntaxProblems(source: string): readonly SourceProblem[] {
  try {
    return (parse(source, syntax).errors ?? []).map(toProblem);
  } catch (error) {
    return [toProblem(error)];
  }
}

/** As @babel/parser throws it; a program nested too deep has no place. */
function toProblem(error: unknown): SourceProblem {
  const { message, loc } = error as Error & {
    readonly loc?: { readonly line: number; readonly column: number };
  };
  return {
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + 1,
    message: message.replace(/ ?\(\d+:\d+\)$/, ""),
  };
}

/**
 * The mistakes that Deno tells of in a file, from what it prints: each ends in
 * "at file:///…/name.ts:3:7"; those in other files are left out.
 */
export function reportedProblems(
  output: string,
  url: string,
): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  const place = /^ *at (\S+?):(\d+):(\d+)$/;
  let message: string | undefined;
  for (const line of output.split("\n")) {
    const [, code, words] = line.match(/^(TS\d+) \[ERROR\]: (.*)$/) ?? [];
    if (code) message = `${words} (${code})`;
    const [, file, row, column] = line.match(place) ?? [];
    if (file !== url || message === undefined) continue;
    problems.push({ line: Number(row), column: Number(column), message });
    message = undefined;
  }
  return problems;
}
