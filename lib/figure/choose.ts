import type { Document, SVGGElement, SVGSVGElement } from "../dom.ts";
import { holding, type Option, text } from "../options/mod.ts";
import { anInput } from "./input_target.ts";
import { SURFACE } from "./palette.ts";
import { pointReadings } from "./read/point_readings.ts";
import { letRead } from "./read/readings.ts";
import { type Box, element } from "./svg.ts";

/**
 * Marks of a figure of which somebody chooses one, by a click or by arrow keys,
 * which sets an input to its number.
 */
export interface FigureChoice {
  /** The input, as the tags `range` or `number` make it. */
  readonly target: unknown;
  /** In words, for screen readers. */
  readonly label: string;
  /** The number that is chosen now. */
  readonly value: number;
}

/** What options named `choose` take. */
export const aChoice: Option = holding(
  'what is chosen, as in { target: number`Point ${0}`, label: "point", value }',
  {
    target: anInput,
    label: text,
    value: { expected: "a number", isType: (one) => typeof one === "number" },
  },
);

/** A mark that can be chosen. */
export interface Choosable {
  readonly value: number;
  /** Where it is, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** Said on hover, and when it is chosen. */
  readonly words: string;
}

/** Radius of what is clicked, and of the ring around what is chosen. */
const [REACH, RING] = [11, 8.5];

/**
 * Adds what is clicked, over the marks themselves, which it also explains on
 * hover; without a choice it only explains.
 */
export function addChoices(
  document: Document,
  svg: SVGSVGElement,
  box: Box,
  choice: FigureChoice | undefined,
  marks: readonly Choosable[],
): void {
  svg.append(drawChoices(document, choice, marks));
  letRead(svg, () =>
    pointReadings(
      marks.map(({ x, y, words }) => ({ x, y, words: [words], series: y })),
      box,
      "the points",
    ));
}

function drawChoices(
  document: Document,
  choice: FigureChoice | undefined,
  marks: readonly Choosable[],
): SVGGElement {
  const chosen = marks.find(({ value }) => value === choice?.value);
  const control = choice && {
    "data-choose": marks.map(({ value }) => value).join(" "),
    "data-value": String(choice.value),
    tabindex: "0",
    role: "slider",
    "aria-label": choice.label,
    "aria-valuemin": "0",
    "aria-valuemax": String(Math.max(0, marks.length - 1)),
    "aria-valuenow": String(Math.max(0, marks.findIndex((m) => m === chosen))),
    "aria-valuetext": chosen?.words ?? "none",
    style: "cursor: pointer",
  };
  return element(document, "g", control, [
    ...(chosen
      ? [RING + 1.5, RING].map((r, k) =>
        element(document, "circle", {
          cx: chosen.x,
          cy: chosen.y,
          r,
          fill: "none",
          stroke: k === 0 ? SURFACE : "currentColor",
          "stroke-width": k === 0 ? 4 : 2,
        })
      )
      : []),
    ...marks.map(({ value, x, y, words }) =>
      element(document, "circle", {
        cx: x,
        cy: y,
        r: REACH,
        fill: "transparent",
        "data-choice": String(value),
      }, [element(document, "title", {}, [words])])
    ),
  ]);
}
