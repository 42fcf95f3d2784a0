import type { Document, SVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { Axis, Tick } from "./axis.ts";
import { FONT_SIZE, MARGINS } from "./layout.ts";
import { type Panels, panelSize } from "./panels.ts";
import { type Box, element, elide } from "./svg.ts";

/** The two axes of a frame. */
export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** Least distances of ticks, in CSS pixels. */
const DISTANCE = {
  across: 52,
  upward: 28,
  plane: 44,
  column: 26,
  row: 10,
  panel: 20,
};
const SMALL = 10;
/** A grid line that guides without being seen. */
export const GRID_OPACITY = 0.1;

/** Lines to read values from. */
export function curveAxes({ x, y }: Axes, { width, height }: Box) {
  const across = x.ticks(fitting(width, DISTANCE.across), width);
  const upward = y.ticks(fitting(height, DISTANCE.upward), height);
  return [
    Plot.gridY(valuesOf(upward), { strokeOpacity: GRID_OPACITY }),
    Plot.axisY(valuesOf(upward), {
      ...labelsOf(upward),
      tickSize: 0,
      tickPadding: 8,
    }),
    Plot.axisX(valuesOf(across), labelsOf(across)),
  ];
}

/** A border with ticks outside of it. */
export function planeAxes({ x, y }: Axes, { width, height }: Box) {
  const count = fitting(Math.max(width, height), DISTANCE.plane);
  const [across, upward] = [x.ticks(count, width), y.ticks(count, height)];
  return [
    Plot.frame({ strokeOpacity: 0.3 }),
    Plot.axisX(valuesOf(across), labelsOf(across)),
    Plot.axisY(valuesOf(upward), labelsOf(upward)),
  ];
}

/** Labels beside rows and columns. */
export function tableAxes({ x, y }: Axes, { width, height }: Box) {
  const across = x.ticks(fitting(width, DISTANCE.column), width);
  const upward = y.ticks(fitting(height, DISTANCE.row), height);
  const options = { tickSize: 0, tickPadding: 6 };
  return [
    Plot.axisX(valuesOf(across), {
      ...labelsOf(across),
      ...options,
      ...x.labels,
    }),
    Plot.axisY(valuesOf(upward), { ...labelsOf(upward), ...options }),
  ];
}

/** Names above all panels, labels left of the outer ones and below them. */
export function panelAxes({ x, y }: Axes, panels: Panels, box: Box) {
  const { width, height } = panelSize(panels, box);
  const across = x.ticks(fitting(width, DISTANCE.across), width);
  const upward = y.ticks(fitting(height, DISTANCE.panel), height);
  const options = { tickSize: 0, tickPadding: 6 };
  const fontSize = panels.large ? FONT_SIZE : SMALL;
  const below = (
    ticks: readonly Tick[],
    textAnchor: "start" | "middle" | "end",
  ) =>
    Plot.axisX(valuesOf(ticks), {
      ...labelsOf(ticks),
      ...options,
      textAnchor,
      ...(panels.large ? { facetAnchor: null } : {}),
    });
  const titles = panels.titles ?? panels.names;
  const room = width + panels.gap.across;
  const index = (_: unknown, i: number) => i;
  return [
    Plot.text(titles, {
      fx: index,
      fy: index,
      frameAnchor: "top-left",
      lineAnchor: "bottom",
      dy: -4,
      fontSize,
      fontWeight: panels.large ? 600 : 400,
      text: titles.map((title) => elide(title, room, fontSize)),
      title: (title: string) => title,
    }),
    Plot.gridY(valuesOf(upward), { strokeOpacity: GRID_OPACITY }),
    Plot.axisY(valuesOf(upward), { ...labelsOf(upward), ...options }),
    // The last label of a panel must not meet the first of the next.
    below(across.slice(0, 1), "start"),
    below(across.slice(1, -1), "middle"),
    below(across.slice(1).slice(-1), "end"),
  ];
}

/** How many labels fit along a length at a distance from each other. */
function fitting(length: number, distance: number): number {
  return Math.max(1, Math.floor(length / distance));
}

function valuesOf(ticks: readonly Tick[]) {
  return ticks.map(({ value }) => value);
}

function labelsOf(ticks: readonly Tick[]) {
  return {
    // not tickFormat: on a logarithmic scale Plot leaves labels out
    text: ticks.map(({ label }) => label),
    tickSize: 4,
    tickPadding: 3,
    label: null,
  };
}

/** Names at the ends of the axes. */
export function curveNames(
  document: Document,
  { x, y, panels }: Axes & { readonly panels?: Panels },
  box: Box,
): SVGElement[] {
  const { left, top, width, height } = box;
  const rows = panels?.large ? panels.rows : 1;
  const rowHeight = panels?.large
    ? panelSize(panels, box).height + panels.gap.down
    : 0;
  return [
    element(document, "text", {
      x: 8,
      y: 12,
      "text-anchor": "start",
      "aria-label": "y-axis label",
    }, [y.name && `↑ ${y.name}`]),
    ...Array.from({ length: rows }, (_, row) =>
      element(document, "text", {
        x: left + width,
        y: top + height + 33 - row * rowHeight,
        "text-anchor": "end",
        "aria-label": "x-axis label",
      }, [x.name && `${x.name} →`])),
  ];
}

/** Names along the axes. */
export function planeNames(
  document: Document,
  { x, y }: Axes,
  { left, top, width, height }: Box,
): SVGElement[] {
  const side = Math.max(width, height);
  const [middle, bottom] = [top + height / 2, top + height];
  return [
    element(document, "text", {
      x: left + width / 2,
      y: bottom + 33,
      "text-anchor": "middle",
      "aria-label": "x-axis label",
    }, [elide(`${x.name} →`, side + MARGINS.right)]),
    element(document, "text", {
      transform: `translate(${left - MARGINS.left + 13},${middle}) rotate(-90)`,
      "text-anchor": "middle",
      "aria-label": "y-axis label",
    }, [elide(`${y.name} →`, side)]),
  ];
}
