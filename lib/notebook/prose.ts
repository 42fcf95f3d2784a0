import { marked, type Tokens } from "marked";
import type { Cell } from "../cell/mod.ts";
import type { Badge } from "../figure/mod.ts";
import { isBadge, shortText } from "./describe.ts";
import { notebookGraph } from "./notebook.ts";
import { readTemplate } from "./template.ts";

/** Prose as HTML in which no value can have become markup. */
export interface Prose {
  /** Tells prose from other values that cells hold. */
  readonly kind: "prose";
  /** Markup that is safe to show. */
  readonly html: string;
}

/** What hosts see of prose. */
export interface ProseView {
  readonly kind: "prose";
}

/** Private-use characters stand for the holes while Markdown is read. */
const holeStart = "\uE000";
const holeEnd = "\uE001";
/** A hole that is a paragraph of its own, or any. */
const holes = /<p>\uE000(\d+)\uE001<\/p>|\uE000(\d+)\uE001/g;

/**
 * Markdown with live values: md`Trained to **${fit.at((f) => f.loss)}**.`
 *
 * Values are put in as text after the Markdown has been read, and raw HTML is
 * shown as it is written: neither can become markup. A badge that stands in a
 * paragraph of its own opens to the numbers behind it.
 */
export function md(
  strings: TemplateStringsArray,
  ...parts: readonly unknown[]
): Cell<Prose> {
  return defineProse(strings, parts, (html) => html);
}

/**
 * Prose that stays folded until somebody opens it: the answer to a question.
 * Written like {@linkcode md}.
 */
export function answer(
  strings: TemplateStringsArray,
  ...parts: readonly unknown[]
): Cell<Prose> {
  return defineProse(
    strings,
    parts,
    (html) =>
      `<details class="answer"><summary>Answer</summary>${html}</details>`,
  );
}

function defineProse(
  strings: TemplateStringsArray,
  parts: readonly unknown[],
  frame: (html: string) => string,
): Cell<Prose> {
  const template = readTemplate("md", strings, parts);
  const source = strings.map((string, i) =>
    i < parts.length ? `${string}${holeStart}${i}${holeEnd}` : string
  ).join("");
  const html = frame(renderMarkdown(source));
  return notebookGraph().define<Prose>({
    ...template,
    inputs: template.cells,
    compute: (values) => {
      const filled = template.fill(values);
      return {
        kind: "prose",
        html: html.replace(holes, (_, alone, inside) => {
          const value = filled[alone ?? inside];
          if (alone === undefined) return escapeHtml(holeText(value));
          return isBadge(value)
            ? badgeHtml(value)
            : `<p>${escapeHtml(holeText(value))}</p>`;
        }),
      };
    },
    view: { kind: "prose" } satisfies ProseView,
  });
}

function badgeHtml({ mark, label, sentence, rows }: Badge): string {
  const summary = `<span class="mark">${escapeHtml(mark)}</span> <strong>${
    escapeHtml(label)
  }</strong> ${escapeHtml(sentence)}`;
  if (rows.length === 0) return `<p class="badge">${summary}</p>`;
  const numbers = rows.map(([name, value]) =>
    `<tr><th scope="row">${escapeHtml(name)}</th><td>${
      escapeHtml(value)
    }</td></tr>`
  );
  return `<details class="badge"><summary>${summary}</summary><table><tbody>${
    numbers.join("")
  }</tbody></table></details>`;
}

function holeText(value: unknown): string {
  return shortText(value) ?? String(value);
}

/** Text that stays text inside HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

function renderMarkdown(source: string): string {
  const lines = source.split("\n");
  // the first line begins behind the backtick, wherever that is
  const indents = lines.slice(1).filter((line) => line.trim() !== "")
    .map((line) => line.search(/\S/));
  const indent = Math.min(...indents, Infinity);
  const dedented = lines.map((line, i) =>
    i === 0 ? line.trimStart() : line.slice(Math.min(indent, line.length))
  ).join("\n");
  const renderer = new marked.Renderer();
  renderer.html = ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text);
  const link = renderer.link;
  renderer.link = function (token: Tokens.Link) {
    // A value must not choose where a link leads, nor may a link run a script.
    const fit = /^(https?:|[#./\w-]+$|[\w./-]*#)/.test(token.href) &&
      !token.href.includes(holeStart) && !/^\w+:(?!\/\/)/.test(token.href);
    return fit ? link.call(this, token) : escapeHtml(token.text);
  };
  return marked.parse(dedented, { async: false, renderer });
}
