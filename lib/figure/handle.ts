import type { Document, SVGGElement } from "../dom.ts";
import { holding, type Option, text } from "../options/mod.ts";
import { anInput } from "./input_target.ts";
import type { NumberAxis } from "./axis.ts";
import { formatNumber } from "./format.ts";
import { ROLES } from "./palette.ts";
import { type Box, element, round } from "./svg.ts";

/**
 * A point of a figure that somebody moves, by pointer or by keys, which sets an
 * input. The figure need not be drawn anew for it: hosts move the drawn handle
 * with the input's value.
 */
export interface FigureHandle {
  /** The input, as the tag `point` makes it. */
  readonly target: HandleTarget;
  /** In words, for screen readers and on hover. */
  readonly label: string;
}

/** What a handle sets, and where it is: in units of the axes. */
export interface HandleTarget {
  /** Undefined while it has none. */
  readonly value: readonly [number, number] | undefined;
}

/** What options named `handle` take. */
export const aHandle: Option = holding(
  'a handle, as in { target: point`θ ${[0, 0]}`, label: "θ" }',
  {
    target: anInput,
    label: text,
  },
);

/** Radius of the dot, and of what can be taken hold of: a finger is wider. */
const [DOT, GRIP] = [7, 20];

/** How the values of a handle go together with places. */
export interface HandleFrame {
  /** The least and the largest x and y. */
  readonly ends: readonly (readonly [number, number])[];
  /** "linear" or "log", of x and y. */
  readonly scales: readonly string[];
  /** Where a value is, as the attribute `transform` says it. */
  readonly place: (value: readonly [number, number]) => string;
  /** The frame of two axes, where the handle is between them. */
  readonly box?: Box;
}

/**
 * The dot of a handle between two axes, at the edge where it is beyond them. It
 * tells hosts how pixels and values go together: `data-box` (left, top, width,
 * height), `data-from` and `data-to` (x and y at left and bottom, right and
 * top), `data-scales`.
 */
export function drawHandle(
  document: Document,
  handle: FigureHandle,
  box: Box,
  axes: readonly [NumberAxis, NumberAxis],
): SVGGElement {
  const { left, top, width, height } = box;
  return drawMovable(document, handle, {
    ends: axes.map(({ scale }) => scale.domain as [number, number]),
    scales: axes.map(({ scale }) => String(scale.type)),
    place: (value) => {
      const [across, upward] = axes.map(({ place }, i) =>
        Math.min(1, Math.max(0, place(value[i])))
      );
      return `translate(${round(left + across * width)},${
        round(top + (1 - upward) * height)
      })`;
    },
    box,
  });
}

/** The dot of a handle, wherever its values are in a picture. */
export function drawMovable(
  document: Document,
  { label, target }: FigureHandle,
  { ends, scales, place, box }: HandleFrame,
): SVGGElement {
  const value = target.value ??
    ends.map(([from, to]) => (from + to) / 2) as [number, number];
  return element(document, "g", {
    "data-handle": "",
    "data-box": box &&
      [box.left, box.top, box.width, box.height].map(round).join(" "),
    "data-from": ends.map(([from]) => from).join(" "),
    "data-to": ends.map(([_, to]) => to).join(" "),
    "data-scales": scales.join(" "),
    "data-value": value.join(" "),
    transform: place(value),
    tabindex: "0",
    role: "slider",
    "aria-roledescription": "movable point",
    "aria-label": label,
    "aria-valuenow": String(value[0]),
    "aria-valuetext": value.map((at) => formatNumber(at)).join(", "),
    style: "cursor: grab; touch-action: none",
  }, [
    element(document, "title", {}, [`${label}: drag, or use the arrow keys`]),
    element(document, "circle", { r: GRIP, fill: "transparent" }),
    element(document, "circle", {
      r: DOT + 1.5,
      fill: "white",
      stroke: "black",
      "stroke-opacity": 0.5,
    }),
    element(document, "circle", { r: DOT, fill: ROLES.handle }),
    element(document, "circle", { r: 2, fill: "white" }),
  ]);
}
