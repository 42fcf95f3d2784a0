import type { Document, SVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { Axis, Tick } from "./axis.ts";
import { MARGINS } from "./layout.ts";
import { type Panels, panelSize } from "./panels.ts";
import { fitted } from "./short_name.ts";
import { type Box, element } from "./svg.ts";

/** The two axes of a frame. */
export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** Least distances of ticks, in CSS pixels. */
export const DISTANCE = {
  across: 52,
  upward: 28,
  plane: 44,
  column: 26,
  row: 10,
  panel: 20,
};
/** Labels without ticks. */
const PLAIN = { tickSize: 0, tickPadding: 6 };
/** A grid line that guides without being seen. */
export const GRID_OPACITY = 0.1;

/** Lines to read values from. */
export function curveAxes({ x, y }: Axes, { width, height }: Box) {
  const upward = ticksOf(y, height, DISTANCE.upward);
  return [
    grid(upward),
    left(upward, { tickSize: 0, tickPadding: 8 }),
    below(ticksOf(x, width, DISTANCE.across)),
  ];
}

/** A border with ticks outside of it. */
export function planeAxes({ x, y }: Axes, { width, height }: Box) {
  const side = Math.max(width, height);
  return [
    Plot.frame({ strokeOpacity: 0.3 }),
    below(ticksOf(x, side, DISTANCE.plane)),
    left(ticksOf(y, side, DISTANCE.plane)),
  ];
}

/** Labels beside rows and columns. */
export function tableAxes({ x, y }: Axes, { width, height }: Box) {
  return [
    below(ticksOf(x, width, DISTANCE.column), { ...PLAIN, ...x.labels }),
    left(ticksOf(y, height, DISTANCE.row), PLAIN),
  ];
}

/** Ticks of an axis that fit along a length at a distance from each other. */
export function ticksOf(axis: Axis, length: number, distance: number) {
  return axis.ticks(Math.max(1, Math.floor(length / distance)), length);
}

function grid(ticks: readonly Tick[]) {
  return Plot.gridY(valuesOf(ticks), { strokeOpacity: GRID_OPACITY });
}

function left(ticks: readonly Tick[], options: Plot.AxisYOptions = {}) {
  return Plot.axisY(valuesOf(ticks), { ...labelsOf(ticks), ...options });
}

function below(ticks: readonly Tick[], options: Plot.AxisXOptions = {}) {
  return Plot.axisX(valuesOf(ticks), { ...labelsOf(ticks), ...options });
}

function valuesOf(ticks: readonly Tick[]) {
  return ticks.map(({ value }) => value);
}

function labelsOf(ticks: readonly Tick[]) {
  return {
    // not tickFormat: on a logarithmic scale Plot leaves labels out
    text: ticks.map(({ label }) => label),
    ...(ticks.some(({ whole }) => whole !== undefined)
      ? { title: ticks.map(({ whole }) => whole) }
      : {}),
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
    }, y.name ? fitted(document, `↑ ${y.name}`, left + width) : []),
    ...Array.from({ length: rows }, (_, row) =>
      element(document, "text", {
        x: left + width,
        y: top + height + 33 - row * rowHeight,
        "text-anchor": "end",
        "aria-label": "x-axis label",
      }, x.name ? fitted(document, `${x.name} →`, width + left) : [])),
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
    }, fitted(document, `${x.name} →`, side + MARGINS.right)),
    element(document, "text", {
      transform: `translate(${left - MARGINS.left + 13},${middle}) rotate(-90)`,
      "text-anchor": "middle",
      "aria-label": "y-axis label",
    }, fitted(document, `${y.name} →`, side)),
  ];
}
