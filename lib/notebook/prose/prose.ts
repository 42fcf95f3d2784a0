import { Cell } from "../../cell/mod.ts";
import { type Badge, formatNumber } from "../../figure/mod.ts";
import { isBadge, shortText } from "../describe.ts";
import { notebookGraph } from "../notebook.ts";
import { checkTag, readTemplate } from "../template.ts";
import { holeText, squeeze } from "../title.ts";
import { badgeHtml } from "./badge.ts";
import { escapeHtml } from "./escape.ts";
import { isPlayer, type Player, playerHtml } from "./player.ts";

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
  /**
   * What it takes about the room of before its values are there, or just the room
   * where it is known what stood for them before.
   */
  readonly draft: (known?: ValueTexts) => Prose | Promise<Prose>;
  /** What stands for its values that are there. */
  readonly texts: () => ValueTexts;
}

/** What stands for each value in some prose; null where none is known. */
export type ValueTexts = readonly (string | Badge | Player | null)[];

/**
 * Markup with holes for values, see {@linkcode markHole}; a promise where its
 * formulas have to be typeset first.
 */
export type Markup = string | Promise<string>;

/**
 * What the tags have made, with the player that it is: an object that only looks
 * like prose is not.
 */
const made = new WeakMap<object, Player | undefined>();

/** Whether a value's markup is safe to show. */
export function isProse(value: unknown): value is Prose {
  return typeof value === "object" && value !== null && made.has(value);
}

/** Private-use characters stand for the holes while markup is made. */
const holeStart = "\uE000";
const holeEnd = "\uE001";
const holes = /\uE000(\d+)\uE001/g;

/** What stands in markup for the i-th value. */
export function markHole(i: number): string {
  return `${holeStart}${i}${holeEnd}`;
}

/** The words of a template with marks for the holes between them. */
export function markHoles(strings: readonly string[]): string {
  return strings.map((string, i) => i === 0 ? string : markHole(i - 1) + string)
    .join("");
}

/** Whether there is a hole in some markup. */
export function hasHole(markup: string): boolean {
  return markup.includes(holeStart);
}

/**
 * A template as it was typed, backslashes included: formulas are full of them.
 * A backtick needs one to stand in a template at all.
 */
export function typed(strings: TemplateStringsArray): readonly string[] {
  return (strings.raw ?? strings).map((string) =>
    string.replaceAll("\\`", "`")
  );
}

/** Defines a cell of prose: its markup, made when first needed, and values. */
export function defineProse(
  tag: string,
  strings: TemplateStringsArray,
  parts: readonly unknown[],
  makeMarkup: () => Markup,
): Cell<Prose> {
  // of an escape that TeX knows and JavaScript does not, only raw has a text
  checkTag(tag, strings?.raw ?? strings);
  const template = readTemplate(tag, strings, parts, {
    words: typed(strings),
    named: false,
  });
  // of HTML the text
  const text = markHoles(typed(strings)).replace(tags, " ");
  const title = () =>
    tag === "html"
      ? squeeze(text.replace(holes, (_, i) => holeText(parts[i])))
      : template.title();
  let markup: Markup | undefined;
  const fill = (values: readonly unknown[]) => {
    markup ??= makeMarkup();
    if (typeof markup === "string") return fillHoles(markup, values);
    return markup.then((html) => fillHoles(markup = html, values));
  };
  return notebookGraph().define<Prose>({
    ...template,
    title,
    inputs: template.cells,
    compute: (values) => fill(template.fill(values)),
    view: {
      kind: "prose",
      draft: (known = []) =>
        fill(
          parts.map((part, i) =>
            part instanceof Cell ? known[i] ?? awaited : part
          ),
        ),
      texts: () =>
        parts.map((part) => part instanceof Cell ? standIn(part.value) : null),
    } satisfies ProseView,
  });
}

/** What stands in a draft for a value: in a line a number, alone a badge. */
const awaited: Badge = {
  kind: "badge",
  mark: "",
  label: "0.0000",
  sentence: "",
  proof: "",
  rows: [["", ""]],
};

/** Text of the length of what a value is shown as. */
function standIn(value: unknown): ValueTexts[number] {
  if (value === undefined) return null;
  if (isBadge(value)) return value;
  if (!isProse(value)) return textOf(value);
  return made.get(value) ?? value.html.replace(tags, "");
}

/** A tag; there may be a > in its attributes. */
const tags = /<(?:[^"'>]|"[^"]*"|'[^']*')*>/g;

/** A hole that is a paragraph of its own, a tag, or any other hole. */
const places = new RegExp(
  `<p>${holes.source}</p>|${tags.source}|${holes.source}`,
  "g",
);

/**
 * Puts values in as text, and prose as the markup that it is. A badge that
 * stands in a paragraph of its own opens to the numbers behind it.
 */
function fillHoles(markup: string, values: readonly unknown[]): Prose {
  // in one go: what a value holds is not looked at again
  const html = markup.replace(places, (place, alone, inside) => {
    const value = values[alone ?? inside];
    if (alone !== undefined && isBadge(value)) return badgeHtml(value);
    if (inside !== undefined) return markupOf(value);
    if (alone !== undefined) return `<p>${markupOf(value)}</p>`;
    // inside of a tag there is only room for text
    return place.replace(holes, (_, i) => escapeHtml(textOf(values[i])));
  });
  return madeProse(html);
}

/** Markup that is known to be safe, as prose, and the player that it is. */
export function madeProse(html: string, player?: Player): Prose {
  const prose: Prose = { kind: "prose", html };
  made.set(prose, player);
  return prose;
}

function textOf(value: unknown): string {
  return shortText(value) ?? String(value);
}

function markupOf(value: unknown): string {
  if (isProse(value)) return value.html;
  if (isPlayer(value)) return playerHtml(value);
  const text = escapeHtml(textOf(value));
  if (typeof value !== "number" || isExact(value)) return text;
  return `<span title="${escapeHtml(String(value))}">${text}</span>`;
}

/** Whether a number is shown with all of its digits. */
function isExact(value: number): boolean {
  return formatNumber(value) === formatNumber(value, 17);
}

/**
 * Whether a link leads to a page or a place in this one: it must not run a
 * script, nor may a value choose where it leads.
 */
export function isSafeLink(href: string): boolean {
  return /^(https?:\/\/|[#./\w-]+$|[\w./-]*#)/.test(href) && !hasHole(href) &&
    !/^\w+:(?!\/\/)/.test(href);
}
