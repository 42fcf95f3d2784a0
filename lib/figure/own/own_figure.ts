import type { Document, Element, Node, SVGSVGElement } from "../../dom.ts";
import {
  anyOf,
  callable,
  checkOptions,
  number,
  oneOf,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import { type Figure, type FigureContext, makeFigure } from "../figure.ts";
import { curveHeight } from "../layout.ts";
import { canvas, element, FLUID } from "../svg.ts";
import { copyNode, isNamed, isNode } from "./node.ts";

/** What a figure of one's own is made of. */
export interface OwnFigure {
  /** Shown above the picture. */
  readonly title: string;
  /**
   * Draws it at `context.width`, in `context.document`: an SVG element (as from
   * Observable Plot or d3), a canvas, or an element of HTML.
   */
  readonly draw: (context: FigureContext) => unknown;
  /** In pixels, at a width in pixels. Default: 3 : 5 of the width, within bounds. */
  readonly height?: number | ((width: number) => number);
  /** Default "half". */
  readonly span?: "half" | "full";
  /** The numbers in the picture, for CSV. Default: none. */
  readonly rows?: () => readonly Readonly<Record<string, string | number>>[];
}

/** What {@linkcode figure} takes. */
export const figureOptions: OptionTable<OwnFigure> = {
  title: required(text),
  draw: required(callable),
  height: anyOf(number, callable),
  span: oneOf("half", "full"),
  rows: callable,
};

/**
 * A figure from whatever draws: it has the width of its place, colors that
 * follow the page's, a menu, and a picture in files and Jupyter.
 *
 * @throws {TypeError} If an option is unknown, missing, or of another type.
 *
 * @example Usage
 * ```ts
 * import { cell, figure } from "@thalweg/thalweg";
 *
 * cell`Disk ${() =>
 *   figure({
 *     title: "A disk",
 *     height: 100,
 *     draw: ({ document }) => {
 *       const namespace = "http://www.w3.org/2000/svg";
 *       const svg = document.createElementNS(namespace, "svg");
 *       const disk = document.createElementNS(namespace, "circle");
 *       for (const name of ["cx", "cy", "r"]) disk.setAttribute(name, "50");
 *       svg.appendChild(disk);
 *       return svg;
 *     },
 *   })}`;
 * ```
 */
export function figure(options: OwnFigure): Figure {
  checkOptions("make the figure", options, figureOptions);
  const { title, draw, span = "half", rows = () => [] } = options;
  const height = heightOf(options.height);
  return makeFigure({
    title,
    span,
    height,
    rows,
    draw: (context) => {
      const drawn = draw(context);
      if (!isNode(drawn) || drawn.nodeType !== 1) {
        throw new TypeError(
          `Cannot draw "${title}": draw returned ${
            nameOf(drawn)
          }, expected an element (SVG, a canvas or HTML)`,
        );
      }
      return asSvg(context, drawn as Element, height(context.width));
    },
  });
}

/** The height that an option asks for. */
export function heightOf(
  height: OwnFigure["height"],
): (width: number) => number {
  if (height === undefined) return curveHeight;
  return typeof height === "number" ? () => height : height;
}

function nameOf(value: unknown): string {
  return value === null || typeof value !== "object"
    ? String(value)
    : `an object with ${Object.keys(value).join(", ") || "nothing"}`;
}

const html = "http://www.w3.org/1999/xhtml";

/** An element as the root of a picture: SVG as it is, all else within one. */
function asSvg(
  { document, width }: FigureContext,
  drawn: Element,
  height: number,
): SVGSVGElement {
  if (isNamed(drawn, "svg")) {
    const size: readonly [string, number][] = [
      ["width", width],
      ["height", height],
    ];
    for (const [name, value] of size) {
      if (!drawn.hasAttribute(name)) drawn.setAttribute(name, String(value));
    }
    if (!drawn.hasAttribute("style")) drawn.setAttribute("style", FLUID);
    return drawn as SVGSVGElement;
  }
  const svg = canvas(document, width, height);
  svg.append(foreign(document, drawn, width, height));
  return svg;
}

/** HTML within a picture. */
function foreign(
  document: Document,
  inside: Element,
  width: number,
  height: number,
): Node {
  // a canvas is empty in a copy, and pictures are copied
  const shown = isNamed(inside, "canvas")
    ? copyNode(inside) as Element
    : inside;
  shown.setAttribute("xmlns", html);
  return element(document, "foreignObject", { width, height }, [shown]);
}
