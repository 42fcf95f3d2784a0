import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
// @ts-types="npm:@types/d3@^7.4.3"
import { rgb } from "d3";
import {
  checkArguments,
  checkOptions,
  holding,
  number,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { aPair, someMarks } from "./shapes.ts";
import type { OrbitDiagram } from "../theory/mod.ts";
import { extentOf, linearAxis, type NumberAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { curveHeight } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { aPick, type FigurePick } from "./pick.ts";
import { pointReadings } from "./read/point_readings.ts";
import { readValue } from "./read/read_value.ts";
import { letRead } from "./read/readings.ts";
import { pixelImage } from "./pixel_image.ts";
import type { Box } from "./svg.ts";

/** What {@linkcode orbitPicture} can show besides the orbits. */
export interface OrbitPictureOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Ends of the vertical axis; default: those of the outputs. */
  readonly yDomain?: readonly [number, number];
  /** A vertical line: the learning rate that is looked at. */
  readonly cursor?: number;
  /** Sets an input to the learning rate of a click. */
  readonly pick?: FigurePick;
  /** Marks of Observable Plot on top: x a learning rate, y an output. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode orbitPicture} takes beside the orbits. */
export const orbitPictureOptions: OptionTable<OrbitPictureOptions> = {
  title: text,
  yDomain: aPair,
  cursor: number,
  pick: aPick,
  marks: someMarks,
};

const anOrbitDiagram = holding("orbits by learning rate", {
  learningRates: numbers,
  kept: number,
  outputs: numbers,
});

/** Pixels upward. */
const ROWS = 200;
/** Opacities, from one visit of a pixel to as many as are kept. */
const SHADES = 16;

const { r, g, b } = rgb(ROLES.plain);
const palette = Uint8Array.from(
  Array.from({ length: SHADES + 1 }, () => [r, g, b]).flat(),
);
const alphas = Uint8Array.from(
  { length: SHADES + 1 },
  (_, k) => k === 0 ? 0 : 135 + 120 * (k / SHADES),
);

/**
 * Where descents end up by learning rate: one point is rest, several are a cycle,
 * a band is neither; the more often a place is visited, the darker it is. Above
 * the learning rate at which they run away there is nothing.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { orbitDiagram, orbitPicture, scalarChain } from "@thalweg/thalweg";
 *
 * const diagram = orbitDiagram(scalarChain(), [0.6, 0.7], {
 *   learningRates: [0.2, 0.4, 0.6],
 * });
 * assertEquals(orbitPicture(diagram).kind, "figure");
 * ```
 */
export function orbitPicture(
  diagram: OrbitDiagram,
  options: OrbitPictureOptions = {},
): Figure {
  const act = "draw the orbits";
  checkArguments(act, { diagram }, { diagram: anOrbitDiagram });
  checkOptions(act, options, orbitPictureOptions);
  const { learningRates, kept, outputs } = diagram;
  return makeFigure({
    title: options.title ?? "Where descents end up",
    span: "half",
    height: curveHeight,
    rows: () =>
      Array.from(outputs, (output, n) => ({
        learningRate: learningRates[Math.floor(n / kept)],
        output,
      })),
    draw: (context) => drawOrbits(diagram, options, context),
    ...(options.pick ? { pick: options.pick } : {}),
  });
}

function drawOrbits(
  diagram: OrbitDiagram,
  { yDomain, cursor, marks, pick }: OrbitPictureOptions,
  context: FigureContext,
): SVGSVGElement {
  const height = curveHeight(context.width);
  const box = curveBox(context.width, height);
  const finite = diagram.outputs.filter(Number.isFinite);
  const x = linearAxis("learning rate η", extentOf(diagram.learningRates));
  const y = linearAxis(
    "output for x = 1",
    yDomain ?? extentOf(finite.length > 0 ? finite : [0, 1]),
  );
  const svg = drawFrame(context, {
    height,
    box,
    x,
    y,
    look: "curve",
    clipped: [
      visits(diagram, y, box),
      Plot.ruleX(cursor === undefined ? [] : [cursor], {
        stroke: "#d4351c",
        strokeWidth: 1.5,
        ariaLabel: () => "cursor",
      }),
    ],
    added: marks,
    pick,
  });
  const { learningRates, kept, outputs } = diagram;
  letRead(svg, () =>
    pointReadings(
      Array.from(outputs, (output, n) => {
        const rate = learningRates[Math.floor(n / kept)];
        return {
          x: box.left + x.place(rate) * box.width,
          y: box.top + (1 - y.place(output)) * box.height,
          series: n % kept,
          words: [readValue(x, rate), `output ${output}`],
        };
      }).filter(({ y }) => y >= box.top && y <= box.top + box.height),
      box,
      "the outputs",
    ));
  return svg;
}

/** How often each pixel is visited, as a shade. */
function visits(
  { learningRates, kept, outputs }: OrbitDiagram,
  y: NumberAxis,
  box: Box,
): Plot.Markish {
  const columns = learningRates.length;
  const counts = new Uint32Array(columns * ROWS);
  outputs.forEach((output, n) => {
    const row = Math.round((ROWS - 1) * y.place(output));
    if (row >= 0 && row < ROWS) counts[row * columns + Math.floor(n / kept)]++;
  });
  const scale = (SHADES - 1) / Math.log(kept);
  const pixels = Uint8Array.from(
    counts,
    (count) => count === 0 ? 0 : 1 + Math.round(scale * Math.log(count)),
  );
  const label = "orbits";
  return pixelImage(
    { columns, rows: ROWS, pixels, palette, alphas, label },
    box,
  );
}
