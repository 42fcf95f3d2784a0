import type {
  Document,
  Node,
  SvgElements,
  SVGGElement,
  SVGSVGElement,
  SVGTextElement,
} from "../dom.ts";
import { FONT_SIZE, LINE_HEIGHT } from "./layout.ts";

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** Attributes of an element; undefined ones are left out. */
export type Attributes = Readonly<
  Record<string, string | number | undefined>
>;

/** An SVG element. Strings among the children become text, never markup. */
export function element<K extends keyof SvgElements>(
  document: Document,
  name: K,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): SvgElements[K] {
  const node = document.createElementNS(SVG_NAMESPACE, name) as SvgElements[K];
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    node.setAttribute(key, typeof value === "number" ? round(value) : value);
  }
  for (const child of children) {
    node.appendChild(
      typeof child === "string" ? document.createTextNode(child) : child,
    );
  }
  return node;
}

/** A rectangle in a picture, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A coordinate with 2 decimals: a hundredth of a pixel is not seen. */
export function round(x: number): string {
  return String(Math.round(x * 100) / 100);
}

/** The style of a picture that shrinks with its container. */
export const FLUID = "display: block; max-width: 100%; height: auto";

/** An empty picture of a size that shrinks with its container. */
export function canvas(
  document: Document,
  width: number,
  height: number,
): SVGSVGElement {
  return element(document, "svg", {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    fill: "currentColor",
    style: FLUID,
  });
}

/**
 * A window on the picture: what leaves it is cut off. Unlike a clip path it
 * needs no id, which two figures on a page could share.
 */
export function clipped(
  document: Document,
  box: Box,
  children: readonly Node[],
): SVGSVGElement {
  const { left, top, width, height } = box;
  return element(document, "svg", {
    x: left,
    y: top,
    width,
    height,
    viewBox: `${round(left)} ${round(top)} ${round(width)} ${round(height)}`,
    overflow: "hidden",
  }, children);
}

/**
 * Width of a text in CSS pixels, estimated on the safe side: there is nothing
 * to measure with outside a browser.
 */
export function textWidth(text: string, size: number = FONT_SIZE): number {
  return [...text].length * size * 0.6;
}

/** The text, cut with "…" to fit a width in CSS pixels. */
export function elide(
  text: string,
  width: number,
  size: number = FONT_SIZE,
): string {
  const letters = [...text];
  const fitting = Math.floor(width / (size * 0.6));
  if (letters.length <= fitting) return text;
  return fitting < 2 ? "" : `${letters.slice(0, fitting - 1).join("")}…`;
}

/** The text in lines that fit a width in CSS pixels. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length > 0 && textWidth(longer) <= width) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines;
}

/** Lines that so many letters take at most, in words of a usual length. */
export function linesOf(letters: number, width: number): number {
  const perLine = Math.floor(width / (FONT_SIZE * 0.6));
  return Math.ceil(letters / Math.max(1, perLine - 4));
}

/** An entry of a key: a mark in its color, then words. */
export interface KeyEntry {
  readonly mark?: string;
  readonly color?: string;
  readonly text: string;
  /** Said on hover, where the text was cut. */
  readonly whole?: string;
}

/** The first entries of a key that fit a width in CSS pixels. */
export function fitting(
  entries: readonly KeyEntry[],
  room: number,
): readonly KeyEntry[] {
  let used = 0;
  return entries.filter(({ text }) => {
    used += textWidth(`● ${text}`) + FONT_SIZE;
    return used <= room;
  });
}

/** Key entries on one line that ends at x, or starts there. */
export function key(
  document: Document,
  entries: readonly KeyEntry[],
  x: number,
  y: number,
  anchor: "start" | "end" = "end",
): SVGTextElement {
  const parts = entries.flatMap(({ mark, color, text, whole = text }, i) => [
    ...(i > 0 ? ["\u2003"] : []),
    ...(mark ? [element(document, "tspan", { fill: color }, [mark])] : []),
    element(document, "tspan", {}, [
      mark ? ` ${text}` : text,
      ...(whole === text ? [] : [element(document, "title", {}, [whole])]),
    ]),
  ]);
  return element(document, "text", {
    x,
    y,
    "text-anchor": anchor,
    "aria-label": "key",
  }, parts);
}

/** Lines of text, one below the other. */
export function paragraph(
  document: Document,
  lines: readonly string[],
  place: { x: number; y: number },
): SVGGElement {
  return element(
    document,
    "g",
    { "aria-label": "caption", "fill-opacity": 0.8, "text-anchor": "start" },
    lines.map((line, i) =>
      element(document, "text", {
        x: place.x,
        y: place.y + i * LINE_HEIGHT,
      }, [line])
    ),
  );
}
