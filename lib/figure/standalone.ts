import type { Element } from "../dom.ts";
import {
  callable,
  checkArguments,
  checkOptions,
  holding,
  number,
  type OptionTable,
  text,
} from "../options/mod.ts";
import type { Figure } from "./figure_type.ts";
import { findDocument } from "./own/document.ts";
import { FONT_FAMILY } from "./layout.ts";
import { fitted } from "./short_name.ts";
import { element } from "./svg.ts";

const INK = "#1b1e23";
const TITLE_HEIGHT = 30;
const TITLE_SIZE = 13;
const SIDE = 12;

/** Where the picture of {@linkcode figureToSvg} begins. */
export const pictureAt = { x: SIDE, y: TITLE_HEIGHT };

/** What {@linkcode figureToSvg} takes. */
export const figureToSvgOptions: OptionTable<{ width?: number }> = {
  width: number,
};

const aFigure = holding("a figure", {
  title: text,
  draw: callable,
  rows: callable,
});

/**
 * A figure as an SVG file that stands alone: title above the picture, light
 * colors, white ground, no CSS variables (Inkscape and librsvg know none).
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { figureToSvg, mlp, networkDiagram } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const svg = await figureToSvg(networkDiagram(net), { width: 300 });
 * assert(svg.startsWith("<svg"));
 * ```
 */
export async function figureToSvg(
  figure: Figure,
  options: { width?: number } = {},
): Promise<string> {
  checkArguments("write the figure", { figure }, { figure: aFigure });
  checkOptions("write the figure", options, figureToSvgOptions);
  const width = options.width ?? defaultWidth(figure);
  const document = await findDocument();
  const picture = figure.draw({ document, width });
  const pictureHeight = Number(picture.getAttribute("height"));
  picture.setAttribute("x", String(SIDE));
  picture.setAttribute("y", String(TITLE_HEIGHT));
  picture.removeAttribute("style");
  picture.removeAttribute("role");
  picture.removeAttribute("aria-label");
  const fullWidth = width + 2 * SIDE;
  const fullHeight = pictureHeight + TITLE_HEIGHT + SIDE;
  const svg = element(document, "svg", {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${fullWidth} ${fullHeight}`,
    width: fullWidth,
    height: fullHeight,
    role: "img",
    color: INK,
    fill: "currentColor",
    "font-family": FONT_FAMILY,
  }, [
    element(document, "title", {}, [figure.title]),
    element(document, "rect", {
      width: fullWidth,
      height: fullHeight,
      fill: "white",
    }),
    element(document, "text", {
      x: SIDE,
      y: 20,
      "font-size": TITLE_SIZE,
      "font-weight": 600,
    }, fitted(document, figure.title, width, TITLE_SIZE)),
    picture,
  ]);
  return withoutVariables(serialize(svg));
}

/** What a host of Jupyter outputs adds to a figure. */
export interface FigureMarks {
  /** There is no more room than this, in CSS pixels. */
  readonly room?: number;
  /** Attributes of the image. */
  readonly image?: Readonly<Record<string, string>>;
  /** Attributes of the area that sets an input, if there is one. */
  readonly pick?: Readonly<Record<string, string>>;
  /** Attributes of each point that can be moved. */
  readonly handles?: readonly Readonly<Record<string, string>>[];
  /** Attributes of the marks of which one can be chosen, if there are such. */
  readonly choose?: Readonly<Record<string, string>>;
}

/**
 * What Jupyter's Deno kernel shows: an image, because front ends that do not
 * trust a notebook take SVG out of its markup, and the file.
 */
export async function displayFigure(
  figure: Figure,
  marks: FigureMarks = {},
): Promise<Record<string, string>> {
  const document = await findDocument();
  const { room = Infinity } = marks;
  const drawn = Math.min(defaultWidth(figure), room);
  const svg = figure.draw({ document, width: drawn });
  const area = svg.querySelector("[data-pick]");
  if (area) setAttributes(area, marks.pick);
  svg.querySelectorAll("[data-handle]").forEach((handle, i) =>
    setAttributes(handle, marks.handles?.[i])
  );
  const choices = svg.querySelector("[data-choose]");
  if (choices) setAttributes(choices, marks.choose);
  const heading = document.createElement("div");
  heading.setAttribute("style", "font-weight: 600; margin: 0.3em 0");
  heading.textContent = figure.title;
  const image = document.createElement("img");
  setAttributes(image, { ...imageOf(svg, figure.title), ...marks.image });
  const style = [
    "--surface: var(--jp-layout-color0, white)",
    `color: var(--jp-content-font-color1, ${INK})`,
    `font-family: ${FONT_FAMILY}`,
  ].join("; ");
  return {
    "text/html": `<div style="${style}">${serialize(heading)}${
      serialize(image)
    }</div>`,
    "image/svg+xml": await figureToSvg(figure),
    "text/plain": figure.title,
  };
}

/** The attributes of an image that shows an SVG element; `alt`: what it is. */
export function imageOf(svg: Element, alt: string): Record<string, string> {
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const style = svg.getAttribute("style");
  svg.setAttribute(
    "style",
    `${style ? `${style}; ` : ""}background: white; color: ${INK}`,
  );
  const bytes = new TextEncoder().encode(serialize(svg));
  const [width, height] = ["width", "height"]
    .map((name) => svg.getAttribute(name));
  return {
    alt,
    ...(width ? { width } : {}),
    ...(height ? { height } : {}),
    style: "max-width: 100%; height: auto",
    src: `data:image/svg+xml;base64,${bytes.toBase64()}`,
  };
}

function setAttributes(
  target: Element,
  attributes: Readonly<Record<string, string>> = {},
): void {
  for (const [name, value] of Object.entries(attributes)) {
    target.setAttribute(name, value);
  }
}

/**
 * The numbers of a figure as CSV (RFC 4180), with all digits.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { lineChart, rowsToCsv } from "@thalweg/thalweg";
 *
 * const figure = lineChart([{ name: "a", xs: [1, 2], ys: [3, 4] }], {
 *   title: "Two points",
 *   xName: "x",
 *   yName: "y",
 * });
 * assert(rowsToCsv(figure).includes("3"));
 * ```
 */
export function rowsToCsv(figure: Figure): string {
  checkArguments("write the numbers", { figure }, { figure: aFigure });
  const rows = figure.rows();
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns,
    ...rows.map((row) => columns.map((name) => row[name] ?? "")),
  ];
  return lines.map((line) => line.map(csvField).join(",") + "\r\n").join("");
}

function csvField(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function defaultWidth(figure: Figure): number {
  return figure.span === "full" ? 720 : 460;
}

/**
 * The element as XML. Not left to the document: a browser's outerHTML has
 * "&nbsp;", linkedom's leaves "&" and "<" in attributes as they are.
 */
function serialize(node: Element): string {
  const attributes = [...node.attributes].map(({ name, value }) =>
    ` ${name}="${escapeXml(value)}"`
  ).join("");
  const children = [...node.childNodes].map((child) =>
    child.nodeType === 1
      ? serialize(child as Element)
      : escapeXml(child.textContent ?? "")
  ).join("");
  const name = node.localName;
  return children === ""
    ? `<${name}${attributes}/>`
    : `<${name}${attributes}>${children}</${name}>`;
}

/** Characters that XML does not allow, even escaped. */
// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "").replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function withoutVariables(text: string): string {
  return text.replace(/var\(--[\w-]+, ([^()]+)\)/g, "$1");
}
