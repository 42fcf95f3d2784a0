import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { FigureContext } from "./figure.ts";
import { FONT_SIZE, MARGINS } from "./layout.ts";
import { FLUID } from "./svg.ts";

/**
 * A plot in the frame that figures with axes share.
 *
 * Plot puts a style sheet of its own into every picture, and with each new one
 * a page computes the styles of all its elements anew: it is taken out again.
 */
export function framedPlot(
  { document, width }: FigureContext,
  height: number,
  options: Plot.PlotOptions,
): SVGSVGElement {
  const plot = Plot.plot({
    document,
    width,
    height,
    marginTop: MARGINS.top,
    marginRight: MARGINS.right,
    marginBottom: MARGINS.bottom,
    marginLeft: MARGINS.left,
    ...options,
  }) as SVGSVGElement;
  plot.querySelector("style")!.remove();
  plot.setAttribute("font-size", String(FONT_SIZE));
  plot.setAttribute("style", `${FLUID}; overflow: visible`);
  return plot;
}

/** A grid line that guides without being seen. */
export const GRID_OPACITY = 0.1;

/** How many labels fit along a length at a distance from each other. */
export function fitting(length: number, distance: number): number {
  return Math.max(1, Math.floor(length / distance));
}
