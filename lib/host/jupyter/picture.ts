import type { Cell } from "../../cell/mod.ts";
import type { Figure } from "../../figure/mod.ts";
import {
  describe,
  escapeHtml,
  inspect,
  isProse,
  type Layout,
  layoutOf,
} from "../../notebook/mod.ts";
import type { MimeBundle } from "./kernel.ts";

/** A cell's value as it is drawn, without what is said about the cell. */
export interface Picture {
  /** Empty where the value only has other forms. */
  readonly html: string;
  /** Other forms that a front end may choose from. */
  readonly others: MimeBundle;
}

interface Displayable {
  [display](): MimeBundle | Promise<MimeBundle>;
}

const display = Symbol.for("Jupyter.display");

/**
 * Draws a cell's value: prose as its HTML, what knows how Jupyter shows it (figures
 * among them) that way, layouts as their parts, objects to look into, everything
 * else as a line of words. `keyOf` names an input in the page, for pictures that set one.
 */
export function drawValue(
  cell: Cell<unknown>,
  keyOf: (input: Cell<unknown>) => string,
): Picture | Promise<Picture> {
  const { title, value } = cell;
  const layout = layoutOf(cell);
  if (layout) return drawLayout(layout, keyOf);
  if (isProse(value)) return { html: value.html, others: {} };
  if (isDisplayable(value)) return drawDisplayable(cell, value, keyOf);
  if (typeof value === "object" && value !== null) {
    return drawObject(title, value);
  }
  const words = describe(value);
  const label = words === title ? nameOf(cell) : title;
  if (value === undefined || label === undefined) return drawLine(title, "");
  return drawLine(words === title ? `${label} = ` : `${label}: `, words);
}

function drawLine(label: string, words: string): Picture {
  const bold = words && `<b>${escapeHtml(words)}</b>`;
  return {
    html: `<div style="font: 13px/1.5 system-ui, sans-serif">${
      escapeHtml(label)
    }${bold}</div>`,
    others: { "text/plain": label + words },
  };
}

const inspectorStyle = `<style>
.thalweg-inspector { font: 13px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums }
.thalweg-inspector summary { cursor: pointer }
.thalweg-inspector ul { list-style: none; margin: 0; padding-left: 1.4em; max-height: 24em; overflow: auto }
.thalweg-key { opacity: 0.7 }
</style>`;

/** A line that folds open. */
function drawObject(title: string, value: object): Picture {
  const words = describe(value);
  const label = words === title ? "" : `${title}: `;
  return {
    html: `${inspectorStyle}<div style="font: 13px/1.5 system-ui, sans-serif">${
      escapeHtml(label)
    }${inspect(value, false)}</div>`,
    others: { "text/plain": label + words },
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
  keyOf: (input: Cell<unknown>) => string,
): Promise<Picture> {
  const pictures: string[] = [];
  for (const part of parts) {
    const { kind } = (part.view ?? {}) as { readonly kind?: string };
    if (kind === "input") continue;
    pictures.push((await drawValue(part, keyOf)).html);
  }
  const style = mode === "grid"
    ? `display: grid; grid-template-columns: repeat(${columns}, minmax(0, 1fr))`
    : `display: flex; flex-flow: ${mode === "row" ? "row wrap" : "column"}`;
  const html = pictures.filter((picture) => picture !== "")
    .map((picture) => `<div style="min-width: 0">${picture}</div>`).join("");
  return {
    html: html && `<div style="${style}; gap: 4px 16px">${html}</div>`,
    others: {},
  };
}

async function drawDisplayable(
  { title }: Cell<unknown>,
  value: Displayable & Partial<Figure>,
  keyOf: (input: Cell<unknown>) => string,
): Promise<Picture> {
  const { "text/html": html, ...others } = await value[display]();
  if (html !== undefined) {
    const { pick } = value;
    const control = pick &&
      ` data-control="pick" data-cell="${
        escapeHtml(keyOf(pick.target as Cell<unknown>))
      }"`;
    return {
      html: control
        ? String(html).replace(/(?= data-pick="")/, () => control)
        : String(html),
      others,
    };
  }
  const { "image/svg+xml": svg, "image/png": png } = others;
  const image = typeof svg === "string"
    ? svg
    : typeof png === "string"
    ? `<img alt="" src="data:image/png;base64,${escapeHtml(png)}">`
    : "";
  const heading = `<div style="font-weight: 600">${escapeHtml(title)}</div>`;
  return { html: image && heading + image, others };
}

/** Whether a value knows how Jupyter shows it, which may take a while. */
export function isDisplayable(value: unknown): value is Displayable {
  return typeof value === "object" && value !== null && display in value;
}
