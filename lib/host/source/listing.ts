import { escapeHtml } from "../../notebook/mod.ts";
import { type CodeToken, type Passage, readSource } from "./passages.ts";

/** A passage as it is shown. */
export interface ListedPassage extends Passage {
  /** Its text as markup, highlighted. */
  readonly html: string;
}

/**
 * The code of a notebook as pages and files show it, in pieces; none where the
 * source cannot be read, which those say who have to run it.
 */
export function listSource(source: string): readonly ListedPassage[] {
  try {
    const { passages, tokens } = readSource(source);
    let next = 0;
    return passages.map((passage) => {
      const own: CodeToken[] = [];
      for (; next < tokens.length; next++) {
        if (tokens[next].start >= passage.end) break;
        if (tokens[next].start >= passage.start) own.push(tokens[next]);
      }
      return { ...passage, html: highlight(source, passage, own) };
    });
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Classes are those of CodeMirror's highlighter: `tok-keyword`, `tok-string`, … */
function highlight(
  source: string,
  { start, end }: Passage,
  tokens: readonly CodeToken[],
): string {
  let html = "";
  let at = start;
  for (const token of tokens) {
    const text = escapeHtml(source.slice(token.start, token.end));
    html += escapeHtml(source.slice(at, token.start)) +
      `<span class="tok-${token.kind}">${text}</span>`;
    at = token.end;
  }
  return html + escapeHtml(source.slice(at, end));
}
