import * as Plot from "@observablehq/plot";
import { type Axes, DISTANCE, GRID_OPACITY, ticksOf } from "./frame_axes.ts";
import { FONT_SIZE } from "./layout.ts";
import { type Panels, panelSize } from "./panels.ts";
import { fitted } from "./short_name.ts";
import { type Attributes, type Box, element, round } from "./svg.ts";

/** Of the titles of small panels, and between labels and a panel. */
const SMALL = 10;
const PADDING = 6;

/**
 * Titles above all panels, lines to read values from, labels left of the outer
 * ones and below the lowest. By hand: as Plot's marks, each in every panel,
 * they made a redraw of 21 slices take 2.9 ms instead of 1.6, and in Chromium
 * 10.4 instead of 6.7.
 */
export function panelAxes(
  { x, y }: Axes,
  panels: Panels,
  box: Box,
): Plot.Markish {
  const { names, titles = names, columns, gap, large, rules = [] } = panels;
  const { width, height } = panelSize(panels, box);
  const across = ticksOf(x, width, DISTANCE.across);
  const upward = ticksOf(y, height, DISTANCE.panel);
  const fontSize = large ? FONT_SIZE : SMALL;
  const render: Plot.RenderFunction = (_, scales, __, ___, { document }) => {
    const corners = names.map((_, i) => ({
      left: scales.fx!(i % columns),
      top: scales.fy!(Math.floor(i / columns)),
    }));
    const outer = corners.filter((_, i) => i % columns === 0);
    const lowest = corners.slice(large ? 0 : -columns);
    const right = (value: unknown) => scales.x!(value) - box.left;
    const down = (value: unknown) => scales.y!(value) - box.top;
    const text = (x: number, y: number, text: string, more: Attributes) =>
      element(document, "text", { x, y, ...more }, [text]);
    const lines = (opacity: number, paths: readonly string[]) =>
      element(document, "path", {
        d: corners.flatMap(({ left, top }) =>
          paths.map((path) => `M${round(left)},${round(top)}${path}`)
        ).join(""),
        stroke: "currentColor",
        "stroke-opacity": opacity,
      });
    return element(document, "g", {}, [
      element(
        document,
        "g",
        {
          "font-size": fontSize,
          "font-weight": large ? 600 : 400,
          "text-anchor": "start",
        },
        corners.map(({ left, top }, i) =>
          element(
            document,
            "text",
            { x: left, y: top - 4 },
            fitted(document, titles[i], width + gap.across, fontSize),
          )
        ),
      ),
      lines(
        GRID_OPACITY,
        upward.map(({ value }) => `m0,${round(down(value))}h${round(width)}`),
      ),
      lines(
        2 * GRID_OPACITY,
        rules.map((value) => `m${round(right(value))},0v${round(height)}`),
      ),
      element(
        document,
        "g",
        { "aria-label": "y-axis tick label", "text-anchor": "end" },
        outer.flatMap(({ left, top }) =>
          upward.map(({ value, label }) =>
            text(left - PADDING, top + down(value), label, { dy: "0.32em" })
          )
        ),
      ),
      element(
        document,
        "g",
        { "aria-label": "x-axis tick label" },
        lowest.flatMap(({ left, top }) =>
          across.map(({ value, label }, i) =>
            text(left + right(value), top + height + PADDING, label, {
              dy: "0.71em",
              // the last of a panel must not meet the first of the next
              "text-anchor": i === 0
                ? "start"
                : i === across.length - 1
                ? "end"
                : "middle",
            })
          )
        ),
      ),
    ]);
  };
  // once, over all panels
  return Object.assign(new Plot.Mark(), { facet: "super", render });
}
