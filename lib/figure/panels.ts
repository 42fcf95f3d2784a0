import type * as Plot from "@observablehq/plot";
import type { Box } from "./svg.ts";

/**
 * Small multiples: panels on the same axes, row by row. Marks say with the
 * channels fx and fy, both, to which they belong, by its name or its index;
 * others are drawn in every panel.
 */
export interface Panels {
  readonly names: readonly string[];
  /** Written above them. Default: their names. */
  readonly titles?: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** Large ones have bold titles, and labels below every row. */
  readonly large?: boolean;
  /** Vertical lines in every panel, at values of the horizontal axis. */
  readonly rules?: readonly number[];
  /** Between panels, in CSS pixels. */
  readonly gap: { readonly across: number; readonly down: number };
}

/** The size of each panel in a box. */
export function panelSize(
  { columns, rows, gap }: Panels,
  { width, height }: Box,
): { width: number; height: number } {
  return {
    width: (width + gap.across) / columns - gap.across,
    height: (height + gap.down) / rows - gap.down,
  };
}

/** Plot's facets: the column and the row of a panel. */
export function panelScales(panels: Panels, box: Box): Plot.PlotOptions {
  const { names, columns, rows, gap } = panels;
  const { width, height } = panelSize(panels, box);
  const indexOf = (panel: string | number) =>
    typeof panel === "number" ? panel : names.indexOf(panel);
  const side = (count: number, gap: number, length: number) => ({
    domain: Array.from({ length: count }, (_, k) => k),
    // d3 leaves room beside a single one
    paddingInner: count > 1 ? gap / (length + gap) : 0,
    paddingOuter: 0,
    round: false,
    axis: null,
  });
  return {
    fx: {
      ...side(columns, gap.across, width),
      transform: (panel) => indexOf(panel) % columns,
    },
    fy: {
      ...side(rows, gap.down, height),
      transform: (panel) => Math.floor(indexOf(panel) / columns),
    },
  };
}
