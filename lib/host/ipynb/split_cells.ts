import { parse } from "@babel/parser";
import { syntax } from "../source/passages.ts";

/** A cell of a notebook, as its source marks it. */
export interface SourceCell {
  readonly kind: "code" | "markdown";
  readonly text: string;
}

/** A marker and, in brackets, what kind of cell it begins. */
const marker = /^ %%(?:\s[^[]*(?:\[(\w+)\])?.*)?$/;

/**
 * The cells of a notebook's source: each begins at a line comment `// %%` in
 * column 0, and `// %% [markdown]` begins prose in line comments.
 *
 * The source is parsed, because only a parser tells a marker from the same
 * characters inside a template literal, and a template literal from a backtick
 * in a regular expression.
 *
 * @throws {SyntaxError} If the source is not TypeScript, or nests so deep that
 * it cannot be parsed.
 */
export function splitCells(source: string): readonly SourceCell[] {
  const text = source.replaceAll("\r\n", "\n");
  const comments = commentsIn(text);
  const lines = text.split("\n");
  const starts = comments.flatMap(({ type, value, loc }) => {
    const match = type === "CommentLine" && loc?.start.column === 0
      ? value.match(marker)
      : null;
    return match ? [{ line: loc!.start.line, kind: match[1] }] : [];
  });
  // What stands before the first marker is a cell without one.
  return [{ line: 0, kind: undefined }, ...starts].map(({ line, kind }, i) => {
    const body = lines.slice(line, starts[i] && starts[i].line - 1);
    return kind === "markdown"
      ? { kind, text: trimLines(body.map(withoutSlashes)) } as const
      : { kind: "code", text: trimLines(body) } as const;
  }).filter(({ text }) => text !== "");
}

function commentsIn(text: string) {
  try {
    const { comments } = parse(text, syntax);
    return comments ?? [];
  } catch (cause) {
    const { message } = cause as Error;
    throw new SyntaxError(
      `Cannot read the notebook: ${
        cause instanceof SyntaxError
          ? message
          : `its parser gave up (${message})`
      }, expected TypeScript`,
      { cause },
    );
  }
}

function withoutSlashes(line: string): string {
  return line.replace(/^\/\/ ?/, "");
}

function trimLines(lines: readonly string[]): string {
  return lines.join("\n").replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}
