import type { Document, SVGElement } from "../dom.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  listOnlyOf,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { type Figure, makeFigure } from "./figure.ts";
import { pointReadings } from "./read/point_readings.ts";
import { letRead } from "./read/readings.ts";
import { fitted } from "./short_name.ts";
import { canvas, element } from "./svg.ts";

/** What a neuron answers to the four pairs of ±1. */
export interface TruthTable {
  /** Shown above its table. */
  readonly name: string;
  /** Answers to (−1, −1), (+1, −1), (−1, +1), (+1, +1), from −1 to 1. */
  readonly answers: readonly [number, number, number, number];
}

const SIDE = 84;
const GAP = 34;
const TOP = 24;
const BOTTOM = 40;
const LEFT = 34;

/** What {@linkcode truthTables} takes. */
export const truthTablesOptions: OptionTable<{ title?: string }> = {
  title: text,
};

const someTables = listOnlyOf(
  holding("a table", { name: text, answers: numbers }),
  "a list of tables, each with name and answers",
);

/**
 * A 2 × 2 image per neuron: white for +1, black for −1, orange between; input a
 * runs across, input b upward.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { truthTables } from "@thalweg/thalweg";
 *
 * const figure = truthTables([{ name: "exclusive or", answers: [-1, 1, 1, -1] }]);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function truthTables(
  tables: readonly TruthTable[],
  options: { title?: string } = {},
): Figure {
  checkArguments("draw the tables", { tables }, { tables: someTables });
  checkOptions("draw the tables", options, truthTablesOptions);
  const perRow = (width: number) =>
    Math.max(1, Math.floor((width - LEFT + GAP) / (SIDE + GAP)));
  const heightOf = (width: number) =>
    Math.ceil(tables.length / perRow(width)) * (TOP + SIDE + BOTTOM);
  return makeFigure({
    title: options.title ?? "What each neuron answers",
    span: "full",
    height: heightOf,
    rows: () =>
      tables.flatMap(({ name, answers }) =>
        answers.map((answer, k) => ({
          neuron: name,
          a: k % 2 === 0 ? -1 : 1,
          b: k < 2 ? -1 : 1,
          answer,
        }))
      ),
    draw({ document, width }) {
      const svg = canvas(document, width, heightOf(width));
      const columns = perRow(width);
      const places = tables.map((table, n) => ({
        table,
        x: LEFT + (n % columns) * (SIDE + GAP),
        y: TOP + Math.floor(n / columns) * (TOP + SIDE + BOTTOM),
      }));
      for (const { table, x, y } of places) {
        svg.append(...drawTable(document, table, x, y));
      }
      letRead(svg, () =>
        pointReadings(
          places.flatMap(({ table: { name, answers }, x, y }) =>
            answers.map((answer, k) => ({
              x: x + (k % 2 + 0.5) * SIDE / 2,
              y: y + (k < 2 ? 1.5 : 0.5) * SIDE / 2,
              series: y - (k < 2 ? 0 : 1),
              words: [
                `${name}: ${answer} at a = ${k % 2 === 0 ? -1 : 1}, b = ${
                  k < 2 ? -1 : 1
                }`,
              ],
            }))
          ),
          { left: 0, top: 0, width, height: heightOf(width) },
          "the answers",
        ));
      return svg;
    },
  });
}

function drawTable(
  document: Document,
  { name, answers }: TruthTable,
  x: number,
  y: number,
): SVGElement[] {
  const half = SIDE / 2;
  const word = (text: string, dx: number, dy: number, anchor = "middle") =>
    element(document, "text", { x: x + dx, y: y + dy, "text-anchor": anchor }, [
      text,
    ]);
  return [
    element(
      document,
      "text",
      { x, y: y - 8, "font-weight": 600 },
      fitted(document, name, SIDE + GAP),
    ),
    ...answers.map((answer, k) =>
      element(document, "rect", {
        x: x + (k % 2) * half,
        y: y + (k < 2 ? half : 0),
        width: half,
        height: half,
        fill: answer >= 1 ? "white" : answer <= -1 ? "black" : "#efb118",
        stroke: "#808890",
      }, [element(document, "title", {}, [`${name}: ${answer}`])])
    ),
    word("−1", half / 2, SIDE + 14),
    word("+1", half * 1.5, SIDE + 14),
    word("a →", SIDE, SIDE + 28, "end"),
    word("−1", -5, half * 1.5 + 4, "end"),
    word("+1", -5, half / 2 + 4, "end"),
    word("b", -5, -8, "end"),
  ];
}
