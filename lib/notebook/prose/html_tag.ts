import type { Cell } from "../../cell/mod.ts";
import { defineProse, hasHole, markHoles, type Prose, typed } from "./prose.ts";

/**
 * HTML with live values: html`<p class="big">${fit.at((fit) => fit.loss)}</p>`.
 *
 * Values become text, never markup: they may stand in the text of elements, and
 * between quotes in attributes that cannot load or run anything. Prose from
 * other tags goes in as it is.
 *
 * The cell fails with a SyntaxError where a value stands anywhere else, and
 * where the markup has a `<` that begins no tag.
 *
 * @example Usage
 * ```ts
 * import { html, range } from "@thalweg/thalweg";
 *
 * const width = range`Width ${{ min: 1, max: 9, value: 3 }}`;
 * html`<p>The width is <b>${width}</b>.</p>`; // the value is never markup
 * ```
 */
export function html(
  strings: TemplateStringsArray,
  ...parts: readonly unknown[]
): Cell<Prose> {
  return defineProse("html", strings, parts, () => {
    const markup = markHoles(typed(strings));
    checkHoles(markup);
    return markup;
  });
}

/** Attributes that hold words, names of style classes, or numbers. */
const harmless = new Set(
  ("alt abbr aria-label aria-description class colspan cx cy d datetime dir dx " +
    "dy font-size height high label lang low max min offset opacity optimum " +
    "points r role rowspan rx ry span start stroke-width text-anchor title " +
    "transform value viewBox width x x1 x2 y y1 y2").toLowerCase().split(" "),
);

/** Elements whose content browsers read in ways of their own. */
const opaque =
  /^(?:script|style|iframe|noembed|noframes|noscript|plaintext|template|textarea|title|xmp)$/i;

const attribute =
  /\s*([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>=`]+))?|\s+|\//y;

/** Throws where a hole stands at a place that a value could break out of. */
function checkHoles(markup: string): void {
  let rest = markup;
  for (;;) {
    const start = rest.indexOf("<");
    if (start < 0) return;
    rest = rest.slice(start);
    const comment = rest.match(/^<!--(?!-?>)[\s\S]*?--!?>/)?.[0];
    const skipped = comment ?? readTag(rest);
    if (comment !== undefined && hasHole(comment)) {
      throw refuse("in a comment");
    }
    rest = rest.slice(skipped.length);
  }
}

/** The tag that some markup begins with, up to the end of opaque content. */
function readTag(markup: string): string {
  const [head, slash, name] = markup.match(/^<(\/?)([a-zA-Z][\w:-]*)/) ?? [];
  if (head === undefined) throw unreadable(markup);
  let at = head.length;
  for (;;) {
    if (markup[at] === ">") break;
    attribute.lastIndex = at;
    const match = attribute.exec(markup);
    if (!match || match[0] === "") throw unreadable(markup);
    const [part, key, value] = match;
    if (hasHole(part)) checkAttribute(key, value);
    at += part.length;
  }
  const tag = markup.slice(0, at + 1);
  if (slash !== "" || !opaque.test(name)) return tag;
  const end = markup.toLowerCase().indexOf(`</${name.toLowerCase()}`, at);
  const content = end < 0 ? markup : markup.slice(0, end);
  if (hasHole(content.slice(tag.length))) throw refuse(`inside <${name}>`);
  return content;
}

function checkAttribute(key: string, value: string | undefined): void {
  if (hasHole(key) || value === undefined) throw refuse("as an attribute");
  if (!/^["']/.test(value)) throw refuse(`in ${key}= without quotes`);
  if (!harmless.has(key.toLowerCase())) throw refuse(`in ${key}=`);
}

function refuse(where: string): SyntaxError {
  return new SyntaxError(
    `Cannot put a value ${where}: expected it in text, or between quotes in an attribute of words or numbers, as in class="…"`,
  );
}

function unreadable(markup: string): SyntaxError {
  return new SyntaxError(
    `Cannot read the markup at "${
      markup.slice(0, 20).replace(/[\uE000-\uE003]/g, "…")
    }": expected a tag, or &lt; for the sign`,
  );
}
