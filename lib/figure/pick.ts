import { element } from "./svg.ts";

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
  box: { left: number; top: number; width: number; height: number },
  axis: readonly [number, number] | PickStops,
): SVGRectElement {
  const { left, top, width, height } = box;
  const [from, to] = "places" in axis
    ? [axis.values[0], axis.values[axis.values.length - 1]]
    : axis;
  const listed = "places" in axis
    ? {
      "data-values": axis.values.join(" "),
      "data-places": axis.places.map((place) => place.toFixed(4)).join(" "),
    }
    : {};
  return element(document, "rect", {
    x: left,
    y: top,
    width,
    height,
    fill: "transparent",
    "data-pick": "",
    "data-from": String(from),
    "data-to": String(to),
    "data-step": String(step),
    "data-value": String(value),
    ...listed,
    tabindex: "0",
    role: "slider",
    "aria-label": label,
    "aria-valuemin": String(from),
    "aria-valuemax": String(to),
    "aria-valuenow": String(value),
    style: "cursor: crosshair; touch-action: pan-y",
  });
}
