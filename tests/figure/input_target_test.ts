import { assertThrows } from "@std/assert";
import {
  contours,
  type Figure,
  type FigureHandle,
  indexPlot,
  lineChart,
  lossCurve,
} from "../../lib/figure/mod.ts";
import { makePlane, makeTraining } from "./examples.ts";

const line = [{ name: "a", xs: [0, 1], ys: [0, 1] }];
const named = { title: "a", xName: "x", yName: "y" };

/** Figures with a part that sets an input, by what it is called. */
const parts: Readonly<Record<string, (target: unknown) => Figure>> = {
  "a picked axis": (target) =>
    lineChart(line, {
      ...named,
      pick: { target, label: "a", value: 0, step: 0.1 },
    }),
  "a picked time": (target) =>
    lossCurve(makeTraining(), {
      pick: { target, label: "t", value: 0, step: 1 },
    }),
  "a point to move": (target) =>
    contours(makePlane(9), {
      handle: { target, label: "θ" } as FigureHandle,
    }),
  "a chosen mark": (target) =>
    indexPlot([], { choose: { target, label: "point", value: 0 } }),
};

for (const [what, draw] of Object.entries(parts)) {
  Deno.test(`${what} sets an input, and refuses its value`, () => {
    draw({ value: undefined });
    // what a cell's body has under the input's name
    for (const value of [3, [0.8, -0.2], "a", null]) {
      assertThrows(() => draw(value), TypeError, "Cannot draw ");
    }
  });
}
