import { parse } from "@babel/parser";
import { type Passage, readSource, syntax } from "./passages.ts";

/** A piece of text that takes the place of another, as CodeMirror writes it. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A run of whole lines: cells, with what stands on their lines behind them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A source in which changes were made; they must not overlap. */
export function applyChanges(
  source: string,
  changes: readonly Change[],
): string {
  return [...changes].sort((a, b) => b.from - a.from).reduce(
    (text, { from, to, insert }) =>
      text.slice(0, from) + insert + text.slice(to),
    source,
  );
}

/**
 * The passages of a source as whole lines, which can be moved without taking a
 * comment from what it belongs to; those that share a line are one.
 *
 * @throws {SyntaxError} If the source is not TypeScript.
 */
export function readSpans(source: string): readonly Span[] {
  const spans: Span[] = [];
  for (const passage of passagesOf(source)) {
    const span = wholeLines(source, passage);
    const last = spans.at(-1);
    if (last && span.from <= last.to) {
      spans[spans.length - 1] = { ...last, to: span.to };
    } else spans.push(span);
  }
  return spans;
}

function passagesOf(source: string): readonly Passage[] {
  try {
    return readSource(source).passages;
  } catch (cause) {
    // Of what nests too deep its parser says that its stack is full.
    const { message } = cause as Error;
    throw new SyntaxError(
      `Cannot read the notebook: ${message}, expected TypeScript`,
      { cause },
    );
  }
}

function wholeLines(source: string, { start, end }: Passage): Span {
  const stop = source.indexOf("\n", end);
  return {
    from: source.lastIndexOf("\n", start - 1) + 1,
    to: stop < 0 ? source.length : stop,
  };
}

/** What begins a cell of Jupyter's; a span holds none that does. */
const marker = /^\/\/ %%(?![^\s])/;

/** The lines around a span that are not blank: the nearest on either side. */
function neighbors(
  source: string,
  { from, to }: Span,
): { readonly above: Span; readonly below: Span } {
  const before = source.slice(0, from).trimEnd().length;
  const after = to + source.slice(to).match(/^\s*/)![0].length;
  const stop = source.indexOf("\n", after);
  return {
    above: { from: source.lastIndexOf("\n", before - 1) + 1, to: before },
    below: { from: after, to: stop < 0 ? source.length : stop },
  };
}

function isMarker(source: string, { from, to }: Span): boolean {
  return marker.test(source.slice(from, to));
}

/** Puts a new cell behind another; it gets a marker where that one ends its own. */
export function insertBehind(
  source: string,
  span: Span,
  text: string,
): { readonly change: Change; readonly at: number } {
  const { below } = neighbors(source, span);
  const marked = /^\/\/ %%(?![^\s])/m.test(source);
  const ends = below.from === source.length || isMarker(source, below);
  const lead = source.length === 0
    ? ""
    : marked && ends
    ? "\n\n// %%\n"
    : "\n\n";
  return {
    change: { from: span.to, to: span.to, insert: lead + text },
    at: span.to + lead.length,
  };
}

/** Takes a cell away, with its marker if nothing else stands behind that. */
export function remove(source: string, span: Span): Change {
  const { above, below } = neighbors(source, span);
  const last = below.from === source.length;
  const alone = isMarker(source, above) && (last || isMarker(source, below));
  const from = alone ? above.from : span.from;
  if (!last) return { from, to: below.from, insert: "" };
  const kept = source.slice(0, from).trimEnd();
  return {
    from: kept.length,
    to: source.length,
    insert: kept === "" ? "" : "\n",
  };
}

/** Lets two cells that follow each other change places; what is between stays. */
export function swap(source: string, a: Span, b: Span): readonly Change[] {
  const text = ({ from, to }: Span) => source.slice(from, to);
  return [{ ...a, insert: text(b) }, { ...b, insert: text(a) }];
}

/** A text as prose: what would end the template, or begin a hole, is escaped. */
export function toProse(text: string): string {
  const safe = text.trim().replace(
    /\\[^]|`|\$\{/g,
    (part) => part.startsWith("\\") ? part : `\\${part}`,
  );
  return `md\`\n${safe}\n\`;`;
}

/** The text of prose that {@linkcode toProse} could have made, else undefined. */
export function fromProse(text: string): string | undefined {
  const [, prose] = text.match(/^md`((?:[^`\\$]|\\[^]|\$(?!\{))*)`;?\s*$/) ??
    [];
  return prose?.trim().replace(/\\(`|\$\{)/g, "$1");
}

const library = /^(jsr:)?@thalweg\/thalweg(@[^/]*)?$/;

/**
 * Imports a name of the library, unless that is done already.
 *
 * @throws {SyntaxError} If the source is not TypeScript.
 */
export function importName(source: string, name: string): readonly Change[] {
  const { program } = parse(source, syntax);
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration") continue;
    if (statement.importKind === "type") continue;
    if (!library.test(statement.source.value)) continue;
    const named = statement.specifiers.filter((one) =>
      one.type === "ImportSpecifier"
    );
    if (named.length === 0) continue;
    if (named.some(({ local }) => local.name === name)) return [];
    const next = named.find(({ local }) =>
      local.name.toLowerCase() > name.toLowerCase()
    );
    const at = next ? next.start! : named.at(-1)!.end!;
    return [{ from: at, to: at, insert: next ? `${name}, ` : `, ${name}` }];
  }
  const at = readSource(source).passages[0]?.start ?? 0;
  const insert = `import { ${name} } from "@thalweg/thalweg";\n\n`;
  return [{ from: at, to: at, insert }];
}
