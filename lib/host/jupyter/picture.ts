import type { Cell } from "../../cell/mod.ts";
import type { Node } from "../../dom.ts";
import { displayFigure, type Figure } from "../../figure/mod.ts";
import {
  describe,
  escapeHtml,
  inspect,
  isProse,
  isRecords,
  type Layout,
  layoutOf,
} from "../../notebook/mod.ts";
import { drawnBy, figureOf } from "../cells.ts";
import { markupOf } from "../own_markup.ts";
import { drawSteadily } from "../steady_axes.ts";
import { inspectorStyle, outputFont } from "../style/output_style.ts";
import type { MimeBundle } from "./kernel.ts";
import { isPlain } from "./plain_values.ts";

/** A cell's value as it is drawn, without what is said about the cell. */
export interface Picture {
  /** Empty where the value only has other forms. */
  readonly html: string;
  /** Other forms that a front end may choose from. */
  readonly others: MimeBundle;
}

/** What things are called in the page. */
export interface PageNames {
  /** This run of the kernel. */
  readonly session: string;
  /** An input, for pictures that set one. */
  readonly keyOf: (input: Cell<unknown>) => string;
}

/** The width of an output in most front ends, in CSS pixels. */
const outputWidth = 1000;
/** Space between the parts of a layout. */
const gap = 16;

interface Displayable {
  [display](): MimeBundle | Promise<MimeBundle>;
}

const display = Symbol.for("Jupyter.display");

/**
 * Draws a cell's value: prose as its HTML, what knows how Jupyter shows it (figures
 * among them) that way, layouts as their parts, objects to look into, everything
 * else as a line of words. In layouts a picture is drawn for its share of the
 * `room`, so that its words stay readable.
 */
export function drawValue(
  cell: Cell<unknown>,
  names: PageNames,
  room: number = outputWidth,
): Picture | Promise<Picture> {
  const { title, value } = cell;
  const layout = layoutOf(cell);
  if (layout) return drawLayout(layout, names, room);
  if (isProse(value)) return { html: value.html, others: {} };
  const figure = figureOf(cell);
  if (figure) return drawFigure(cell, figure, names, room);
  const own = drawnBy(cell);
  if (own) return drawOwn(title, own);
  if (isDisplayable(value)) return drawDisplayable(title, value);
  const words = describe(value);
  const name = words === title ? nameOf(cell) : title;
  if (value === undefined || name === undefined) return drawLine("", title);
  const label = words === title ? `${name} = ` : `${name}: `;
  return typeof value === "object" && value !== null
    ? drawObject(label, value)
    : drawLine(label, words);
}

/**
 * What a cell's own code has drawn. SVG becomes images: front ends that do not
 * trust a notebook take it out of the markup.
 */
function drawOwn(title: string, node: Node): Picture {
  const html = markupOf(node, title);
  return {
    html: `<div style="${outputFont}"><div style="font-weight: 600">${
      escapeHtml(title)
    }</div>${html}</div>`,
    others: { "text/plain": title },
  };
}

function drawLine(label: string, words: string): Picture {
  const html = label === "" ? escapeHtml(words) : `<b>${escapeHtml(words)}</b>`;
  return {
    html: `<div style="${outputFont}">${escapeHtml(label)}${html}</div>`,
    others: { "text/plain": label + words },
  };
}

/** A value to look into, in a line that folds open. */
function drawObject(label: string, value: object): Picture {
  return {
    html:
      `<style>${inspectorStyle}</style><div style="${outputFont}; display: flex; gap: 0.5em">${
        escapeHtml(label)
      }${inspect(value, isRecords(value), "brief")}</div>`,
    others: { "text/plain": label + describe(value) },
  };
}

/** The name that a cell was given, as in "student = …". */
function nameOf({ identity = "" }: Cell<unknown>): string | undefined {
  return identity.match(/^\w+ ([\p{L}_][\p{L}\p{N}_]*)$/u)?.[1];
}

/**
 * The pictures and prose of a layout. Inputs are not among them: each has an
 * output of its own, which is not drawn anew while somebody holds it.
 */
async function drawLayout(
  { mode, columns, parts }: Layout,
  names: PageNames,
  room: number,
): Promise<Picture> {
  const share = mode === "grid" ? (room + gap) / columns - gap : room;
  const pictures: string[] = [];
  for (const part of parts) {
    const { kind } = (part.view ?? {}) as { readonly kind?: string };
    if (kind === "input") continue;
    pictures.push((await drawValue(part, names, share)).html);
  }
  const style = mode === "grid"
    ? `display: grid; grid-template-columns: repeat(${columns}, minmax(0, 1fr))`
    : `display: flex; flex-flow: ${mode === "row" ? "row wrap" : "column"}`;
  const html = pictures.filter((picture) => picture !== "")
    .map((picture) => `<div style="min-width: 0">${picture}</div>`).join("");
  return {
    html: html && `<div style="${style}; gap: 4px ${gap}px">${html}</div>`,
    others: {},
  };
}

/** A figure, marked so that the page can make it one of its parts. */
async function drawFigure(
  cell: Cell<unknown>,
  figure: Figure,
  { session, keyOf }: PageNames,
  room: number,
): Promise<Picture> {
  const { pick, handles, choose } = figure;
  const control = (kind: string, { target }: { readonly target: unknown }) => ({
    "data-control": kind,
    "data-cell": keyOf(target as Cell<unknown>),
    // JupyterLab takes arrow keys otherwise
    "data-lm-suppress-shortcuts": "true",
  });
  const steady: Figure = {
    ...figure,
    draw: (context) => drawSteadily(cell, figure, context),
  };
  const { "text/html": html, ...others } = await displayFigure(steady, {
    room: Math.floor(room),
    image: { "data-thalweg-figure": session },
    ...(pick ? { pick: control("pick", pick) } : {}),
    ...(handles
      ? { handles: handles.map((handle) => control("handle", handle)) }
      : {}),
    ...(choose ? { choose: control("choose", choose) } : {}),
  });
  return { html, others };
}

async function drawDisplayable(
  title: string,
  value: Displayable,
): Promise<Picture> {
  const { "text/html": html, ...others } = await value[display]();
  if (html !== undefined) return { html: String(html), others };
  const { "image/svg+xml": svg, "image/png": png } = others;
  const source = typeof svg === "string"
    ? `svg+xml;base64,${new TextEncoder().encode(svg).toBase64()}`
    : typeof png === "string"
    ? `png;base64,${escapeHtml(png)}`
    : "";
  const image = source && `<img alt="" src="data:image/${source}">`;
  const heading = `<div style="font-weight: 600">${escapeHtml(title)}</div>`;
  return { html: image && heading + image, others };
}

/**
 * Whether a value knows how Jupyter shows it, which may take a while; what all
 * plain values know (plain_values.ts) is drawn here.
 */
export function isDisplayable(value: unknown): value is Displayable {
  return typeof value === "object" && value !== null && display in value &&
    !isPlain(value);
}
