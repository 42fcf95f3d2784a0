import type { Document, Element, SVGSVGElement } from "../dom.ts";
import type { FigureChoice } from "./choose.ts";
import type { FigureHandle } from "./handle.ts";
import type { FigurePick } from "./pick.ts";

/** What a figure needs of its host to draw itself. */
export interface FigureContext {
  /** The document in which elements are made (a browser's, or linkedom's). */
  readonly document: Document;
  /** Width to draw at, in CSS pixels. */
  readonly width: number;
  /** What it will stand in, if that is known: pictures that turn keep their view. */
  readonly container?: Element;
}

/** A mark of Observable Plot, as `Plot.dot`, `Plot.line` and the like return it. */
export interface PlotMark {
  /** Every mark of Plot has it; figures draw marks on their own scales. */
  plot(options?: Record<string, unknown>): Element;
}

/** A picture: drawn when a host asks for it, at the host's width. */
export interface Figure {
  /** Tells figures from other values that cells hold. */
  readonly kind: "figure";
  /** In words, as shown above the picture. */
  readonly title: string;
  /** Where the picture sits best: half a row, or the whole of it. */
  readonly span: "half" | "full";
  /** Height in pixels at a width; constant while data changes. */
  height(width: number): number;
  /** The SVG element. */
  draw(context: FigureContext): SVGSVGElement;
  /** What a click in the picture sets, if it sets something. */
  readonly pick?: FigurePick;
  /** Marks in the picture of which one can be chosen, if there are such. */
  readonly choose?: FigureChoice;
  /** Points in the picture that can be moved, in the order they are drawn. */
  readonly handles?: readonly FigureHandle[];
  /** Makes a drawn picture that stands in a page turn; loads what that takes. */
  readonly enliven?: (svg: SVGSVGElement) => void;
  /** The numbers in the picture, a row per point, for CSV. */
  rows(): readonly Readonly<Record<string, string | number>>[];
}
