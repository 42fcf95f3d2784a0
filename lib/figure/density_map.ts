import * as Plot from "@observablehq/plot";
// @ts-types="npm:@types/d3@^7.4.3"
import { interpolateViridis, rgb } from "d3";
import type { LogDensityGrid } from "../density/mod.ts";
import type { SVGSVGElement } from "../dom.ts";
import {
  checkOptions,
  number,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { lines, someMarks } from "./shapes.ts";
import { extentOf, linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { gridPoint } from "./grid_contours.ts";
import { squareLayout } from "./layout.ts";
import { pixelImage } from "./pixel_image.ts";
import { inputName } from "./short_name.ts";

/** What {@linkcode densityMap} shows. */
export interface DensityMap extends LogDensityGrid {
  /** Shown above the picture. */
  readonly title: string;
  /** Points over it, one after another: x, y, x, y … */
  readonly points?: ArrayLike<number>;
  /** Lines over it, each as its points. */
  readonly lines?: readonly (readonly (readonly [number, number])[])[];
  /** The density that has the brightest color; default: the largest. */
  readonly brightest?: number;
  /** Names of the two coordinates. */
  readonly xName?: string;
  /** See `xName`. */
  readonly yName?: string;
  /** Marks of Observable Plot on top, in units of `xs` and `ys`. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode densityMap} takes. */
export const densityMapOptions: OptionTable<DensityMap> = {
  xs: required(numbers),
  ys: required(numbers),
  values: required(numbers),
  title: required(text),
  points: numbers,
  lines,
  brightest: number,
  xName: text,
  yName: text,
  marks: someMarks,
};

const colors = 256;

const palette = Uint8Array.from(
  Array.from({ length: colors }, (_, k) => {
    const { r, g, b } = rgb(interpolateViridis(k / (colors - 1)));
    return [r, g, b];
  }).flat(),
);

/**
 * A density over the plane, bright where it is large; the root of it, so that
 * tails show.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   densityMap,
 *   invertibleNetwork,
 *   logDensityGrid,
 *   toySet,
 * } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const line = Array.from({ length: 20 }, (_, i) => (i - 10) / 5);
 * const density = logDensityGrid(flow, { xs: line, ys: line });
 * const figure = densityMap({ ...density, title: "Density" });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function densityMap(map: DensityMap): Figure {
  checkOptions("draw the density", map, densityMapOptions);
  return makeFigure({
    title: map.title,
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () =>
      Array.from(
        map.values,
        (logDensity, n) => ({ ...gridPoint(map, n), logDensity }),
      ),
    draw: (context) => drawMap(map, context),
  });
}

function drawMap(map: DensityMap, context: FigureContext): SVGSVGElement {
  const { xs, ys, points = [], lines = [] } = map;
  const x = linearAxis(map.xName ?? inputName(0), extentOf(xs));
  const y = linearAxis(map.yName ?? inputName(1), extentOf(ys));
  const frame = planeFrame(squareLayout(context.width, 0), x, y);
  const dots = Array.from(
    { length: points.length / 2 },
    (_, n) => [points[2 * n], points[2 * n + 1]] as const,
  );
  return drawFrame(context, {
    ...frame,
    clipped: [
      pixelImage({
        columns: xs.length,
        rows: ys.length,
        pixels: brightness(map),
        palette,
        label: "density",
      }, frame.box),
      lines.map((line) =>
        Plot.line(line, {
          stroke: "white",
          strokeWidth: 0.75,
          strokeOpacity: 0.7,
          ariaLabel: () => "line",
        })
      ),
      Plot.dot(dots, {
        r: 1.25,
        fill: "white",
        fillOpacity: 0.55,
        ariaLabel: () => "points",
      }),
    ],
    grid: {
      xs,
      ys,
      what: "the log-density",
      say: (n) => `log-density ${map.values[n]}`,
    },
    added: map.marks,
    key: [
      { mark: "■", color: interpolateViridis(1), text: "likely" },
      ...dots.length > 0 ? [{ mark: "·", text: "points" }] : [],
    ],
  });
}

function brightness({ values, brightest }: DensityMap): Uint8Array {
  const top = brightest === undefined
    ? values.reduce((most, v) => v > most ? v : most, -Infinity)
    : Math.log(brightest);
  return Uint8Array.from(
    values,
    (v) => Math.round((colors - 1) * Math.min(1, Math.exp((v - top) / 2)) || 0),
  );
}
