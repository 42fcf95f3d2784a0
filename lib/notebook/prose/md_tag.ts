import { Marked, Renderer, type TokenizerExtension, type Tokens } from "marked";
import type { Cell } from "../../cell/mod.ts";
import { type Formula, typeset } from "./formulas.ts";
import { escapeHtml } from "./escape.ts";
import {
  defineProse,
  isSafeLink,
  markHoles,
  type Markup,
  type Prose,
  typed,
} from "./prose.ts";

/**
 * Markdown with live values: md`Trained to **${fit.at((f) => f.loss)}**.`
 *
 * Formulas in TeX stand between dollars, `$\theta$`, or on a line of their own
 * between double ones; a dollar before a blank is a dollar, `\$` always. Values
 * are put in as text after the Markdown has been read, and raw HTML is shown as
 * it is written: neither can become markup.
 *
 * @example Usage
 * ```ts
 * import { md, range } from "@thalweg/thalweg";
 *
 * const width = range`Width ${{ min: 1, max: 9, value: 3 }}`;
 * md`# A question
 *
 * With ${width} neurons, $y = \\sum_i a_i \\tanh(w_i x)$.`;
 * ```
 */
export function md(
  strings: TemplateStringsArray,
  ...parts: readonly unknown[]
): Cell<Prose> {
  return defineProse("md", strings, parts, () => renderMarkdown(strings));
}

/**
 * Prose that stays folded until somebody opens it: the answer to a question.
 * Written like {@linkcode md}.
 *
 * @example Usage
 * ```ts
 * import { answer } from "@thalweg/thalweg";
 *
 * answer`Nothing: the derivative of the sign is **zero** wherever it exists.`;
 * ```
 */
export function answer(
  strings: TemplateStringsArray,
  ...parts: readonly unknown[]
): Cell<Prose> {
  const fold = (html: string) =>
    `<details class="answer"><summary>Answer</summary>${html}</details>`;
  return defineProse("md", strings, parts, () => {
    const markup = renderMarkdown(strings);
    return typeof markup === "string" ? fold(markup) : markup.then(fold);
  });
}

function renderMarkdown(strings: TemplateStringsArray): Markup {
  const formulas: Formula[] = [];
  const marked = new Marked({
    renderer: safeRenderer(),
    extensions: [
      formulaSyntax("block", formulas),
      formulaSyntax("inline", formulas),
    ],
  });
  const html = marked.parse(dedent(markHoles(typed(strings))), {
    async: false,
  });
  if (formulas.length === 0) return html;
  return typeset(formulas).then((typesetted) =>
    html
      .replace(/<[^>]*>/g, (tag) =>
        tag.replace(places, (_, k) => escapeHtml(formulas[k].tex)))
      .replace(places, (_, k) =>
        typesetted[k])
  );
}

/** Where the k-th formula goes. */
const places = /\uE002(\d+)\uE003/g;

function formulaSyntax(
  level: "block" | "inline",
  formulas: Formula[],
): TokenizerExtension & {
  renderer: (token: Tokens.Generic) => string;
} {
  const pattern = level === "block"
    ? /^\$\$([\s\S]+?)\$\$[^\S\n]*(?:\n|$)/
    : /^(\$\$?)(?=[^\s$])((?:\\[\s\S]|[^\\$])*?)\1(?!\d)/;
  return {
    name: `${level} formula`,
    level,
    start: (source) => source.match(level === "block" ? /^\$\$/m : /\$/)?.index,
    tokenizer(source) {
      const match = source.match(pattern);
      if (!match) return undefined;
      const display = level === "block" || match[1] === "$$";
      const tex = match.at(-1)!;
      // a blank before the closing dollar: these are prices
      if (!display && /\s$|\n\s*\n/.test(tex)) return undefined;
      return { type: `${level} formula`, raw: match[0], tex, display };
    },
    renderer: ({ tex, display }) =>
      `\uE002${formulas.push({ tex, display }) - 1}\uE003`,
  };
}

function safeRenderer(): Renderer {
  const renderer = new Renderer();
  renderer.html = ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text);
  const link = renderer.link;
  renderer.link = function (token: Tokens.Link) {
    return isSafeLink(token.href)
      ? link.call(this, token)
      : escapeHtml(token.text);
  };
  return renderer;
}

/** Without the blanks that all lines after the first begin with. */
function dedent(source: string): string {
  const lines = source.split("\n");
  // the first line begins behind the backtick, wherever that is
  const indents = lines.slice(1).filter((line) => line.trim() !== "")
    .map((line) => line.search(/\S/));
  const indent = Math.min(...indents, Infinity);
  return lines.map((line, i) =>
    i === 0 ? line.trimStart() : line.slice(Math.min(indent, line.length))
  ).join("\n");
}
