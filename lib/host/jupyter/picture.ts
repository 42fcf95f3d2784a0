import type { Cell } from "../../cell/mod.ts";
import { describe, escapeHtml, type Prose } from "../../notebook/mod.ts";
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
 * among them) that way, everything else as a line of words.
 */
export function drawValue(
  cell: Cell<unknown>,
): Picture | Promise<Picture> {
  const { title, value } = cell;
  if (isProse(value)) return { html: value.html, others: {} };
  if (isDisplayable(value)) return drawDisplayable(value, title);
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

/** The name that a cell was given, as in "student = …". */
function nameOf({ identity = "" }: Cell<unknown>): string | undefined {
  return identity.match(/^\w+ ([\p{L}_][\p{L}\p{N}_]*)$/u)?.[1];
}

async function drawDisplayable(
  value: Displayable,
  title: string,
): Promise<Picture> {
  const { "text/html": html, ...others } = await value[display]();
  if (html !== undefined) return { html: String(html), others };
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

function isProse(value: unknown): value is Prose {
  return typeof value === "object" && value !== null &&
    (value as Prose).kind === "prose";
}
