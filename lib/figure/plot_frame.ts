import type * as Plot from "@observablehq/plot";
import type { FigureContext } from "./figure.ts";
import { FONT_SIZE, MARGINS } from "./layout.ts";

/** The Plot options that figures with axes share. */
export function plotFrame(
  { document, width }: FigureContext,
  height: number,
): Plot.PlotOptions {
  return {
    document,
    width,
    height,
    marginTop: MARGINS.top,
    marginRight: MARGINS.right,
    marginBottom: MARGINS.bottom,
    marginLeft: MARGINS.left,
    style: { fontSize: `${FONT_SIZE}px`, overflow: "visible" },
  };
}

/** A grid line that guides without being seen. */
export const GRID_OPACITY = 0.1;

/** How many labels fit along a length at a distance from each other. */
export function fitting(length: number, distance: number): number {
  return Math.max(1, Math.floor(length / distance));
}
