import { parse, type ParserOptions } from "@babel/parser";

/** A piece of a notebook's source: a statement with the comments before it. */
export interface Passage {
  /** Where it begins and ends in the source: source.slice(start, end). */
  readonly start: number;
  /** See {@linkcode Passage.start}. */
  readonly end: number;
  /** The lines that it begins and ends in, counted from 1. */
  readonly firstLine: number;
  /** See {@linkcode Passage.firstLine}. */
  readonly lastLine: number;
  /** How many layouts stand in it: calls of row, column or grid within no other. */
  readonly layouts: number;
}

/** A piece of code that stands out. */
export interface CodeToken {
  readonly start: number;
  readonly end: number;
  readonly kind: "keyword" | "string" | "number" | "comment";
}

/** How a notebook's source is read, here and where it is split into cells. */
export const syntax: ParserOptions = {
  sourceType: "module",
  plugins: ["typescript", "decorators"],
  errorRecovery: true, // two cells may declare the same name
};

/**
 * The statements of a notebook in their order, and what stands out of them.
 * Imports that follow each other are one passage; comments belong to the
 * statement behind them, lines that begin a cell (`// %%`) to none.
 *
 * @throws {SyntaxError} If the source is not TypeScript.
 */
export function readSource(source: string): {
  readonly passages: readonly Passage[];
  readonly tokens: readonly CodeToken[];
} {
  const { program, comments, tokens } = parse(source, {
    ...syntax,
    tokens: true,
  });
  const passages: Passage[] = [];
  let imported = false;
  for (const statement of program.body) {
    const { start, end, loc } = statement;
    if (start == null || end == null || !loc) continue;
    const isImport = statement.type === "ImportDeclaration";
    const last = passages.at(-1);
    if (isImport && imported && last) {
      passages[passages.length - 1] = { ...last, end, lastLine: loc.end.line };
      continue;
    }
    imported = isImport;
    const own = (comments ?? []).filter((comment) =>
      (comment.start ?? 0) >= (last?.end ?? 0) && (comment.end ?? 0) <= start &&
      (comment.loc?.start.line ?? 0) > (last?.lastLine ?? 0)
    );
    const marker = own.findLastIndex(({ value }) => /^ %%/.test(value));
    const first = own[marker + 1];
    passages.push({
      start: first?.start ?? start,
      end,
      firstLine: first?.loc?.start.line ?? loc.start.line,
      lastLine: loc.end.line,
      layouts: countLayouts(statement),
    });
  }
  return { passages, tokens: (tokens ?? []).flatMap(readToken) };
}

/** A token as the parser gives it. */
interface ParsedToken {
  readonly type: string | { readonly label: string; readonly keyword?: string };
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
}

/** Words that are keywords only in their place, as they mostly are. */
const contextual =
  /^(?:as|async|await|from|interface|of|readonly|satisfies|type)$/;

function readToken(token: ParsedToken): CodeToken[] {
  const kind = kindOf(token);
  const { start, end } = token;
  return kind && end > start ? [{ start, end, kind }] : [];
}

function kindOf({ type, value }: ParsedToken): CodeToken["kind"] | undefined {
  if (typeof type === "string") return "comment";
  const { label, keyword } = type;
  if (keyword) return "keyword";
  if (/^(?:string|template|`|regexp)$/.test(label)) return "string";
  if (label === "num" || label === "bigint") return "number";
  return label === "name" && contextual.test(String(value))
    ? "keyword"
    : undefined;
}

const makers = new Set(["row", "column", "grid"]);

function countLayouts(node: unknown): number {
  if (Array.isArray(node)) {
    return node.reduce<number>((sum, one) => sum + countLayouts(one), 0);
  }
  if (typeof node !== "object" || node === null) return 0;
  const { type, callee } = node as {
    readonly type?: string;
    readonly callee?: { readonly type: string; readonly name?: string };
  };
  if (type === undefined) return 0;
  if (type === "CallExpression" && makers.has(callee?.name ?? "")) return 1;
  return Object.entries(node).reduce(
    (sum, [key, part]) =>
      key === "loc" || key.endsWith("Comments")
        ? sum
        : sum + countLayouts(part),
    0,
  );
}
