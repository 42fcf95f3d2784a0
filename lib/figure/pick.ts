import type { Document, SVGRectElement } from "../dom.ts";
import { holding, number, type Option, text } from "../options/mod.ts";
import { formatNumber } from "./format.ts";
import { anInput } from "./input_target.ts";
import { type Attributes, type Box, element } from "./svg.ts";

/**
 * A part of a figure that sets an input by a click, a drag or arrow keys. A
 * host that can take input looks for `data-pick` in the drawn figure; elsewhere
 * the figure is a picture like any other.
 */
export interface FigurePick {
  /** The input; its host knows what it is. */
  readonly target: unknown;
  /** In words, for screen readers. */
  readonly label: string;
  /** Its value now. */
  readonly value: number;
  /** Distance between values. */
  readonly step: number;
}

/** What options named `pick` take. */
export const aPick: Option = holding(
  'what is picked, as in { target: range`a`, label: "a", value, step: 0.1 }, the target an input, not its value',
  { target: anInput, label: text, value: number, step: number },
);

/** Ascending values to pick, and how far from the left they lie, 0 … 1. */
export interface PickStops {
  readonly values: readonly number[];
  readonly places: readonly number[];
}

/**
 * The invisible area that is clicked: a linear axis from left to right, or one
 * with values at certain places.
 */
export function pickArea(
  document: Document,
  { label, value, step }: FigurePick,
  { left, top, width, height }: Box,
  axis: readonly [number, number] | PickStops,
): SVGRectElement {
  const own = "places" in axis
    ? listedAttributes(axis, value)
    : linearAttributes(axis, value, step);
  return element(document, "rect", {
    x: left,
    y: top,
    width,
    height,
    fill: "transparent",
    "data-pick": "",
    "data-value": String(value),
    ...own,
    tabindex: "0",
    role: "slider",
    "aria-label": label,
    style: "cursor: crosshair; touch-action: pan-y",
  });
}

function linearAttributes(
  [from, to]: readonly [number, number],
  value: number,
  step: number,
): Attributes {
  return {
    "data-from": String(from),
    "data-to": String(to),
    "data-step": String(step),
    "aria-valuemin": String(from),
    "aria-valuemax": String(to),
    "aria-valuenow": String(value),
  };
}

/** Of listed values, which may be far apart, readers hear which one it is. */
function listedAttributes(
  { values, places }: PickStops,
  value: number,
): Attributes {
  return {
    "data-values": values.join(" "),
    "data-places": places.map((place) => place.toFixed(4)).join(" "),
    "aria-valuemin": "0",
    "aria-valuemax": String(values.length - 1),
    "aria-valuenow": String(Math.max(0, values.lastIndexOf(value))),
    "aria-valuetext": formatNumber(value),
  };
}
