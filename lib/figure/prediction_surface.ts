import * as Plot from "@observablehq/plot";
import {
  checkOptions,
  number,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { pointsWith, someMarks } from "./shapes.ts";
import { extentOf, linearAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { drawFrame } from "./frame.ts";
import { filledContours, gridPoint } from "./grid_contours.ts";
import { squareLayout } from "./layout.ts";
import { bandColor, bandLegend, linearBands } from "./loss_bands.ts";
import { SURFACE } from "./palette.ts";

/** What {@linkcode predictionSurface} shows. */
export interface Predictions {
  /** Coordinates of the grid across, ascending. */
  readonly xs: Float64Array;
  /** Coordinates of the grid upward, ascending. */
  readonly ys: Float64Array;
  /** The prediction at each grid point (ys × xs, row-major). */
  readonly values: ArrayLike<number>;
  /** Samples drawn on top, filled with what was measured. */
  readonly points?: readonly {
    readonly x: number;
    readonly y: number;
    readonly value: number;
  }[];
  /** Name of the feature across. */
  readonly xName: string;
  /** Name of the feature upward. */
  readonly yName: string;
  /** What is predicted. */
  readonly valueName: string;
  /** Shown above the picture. */
  readonly title?: string;
  /** Marks of Observable Plot on top, in units of `xs` and `ys`. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode predictionSurface} takes. */
export const predictionSurfaceOptions: OptionTable<Predictions> = {
  xs: required(numbers),
  ys: required(numbers),
  values: required(numbers),
  points: pointsWith({ value: number }),
  xName: required(text),
  yName: required(text),
  valueName: required(text),
  title: text,
  marks: someMarks,
};

/**
 * What a network predicts where, as filled contours, with samples in the same
 * colors: where a dot cannot be seen, the prediction is right.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { predictionSurface } from "@thalweg/thalweg";
 *
 * const xs = Float64Array.of(0, 1);
 * const figure = predictionSurface({
 *   xs,
 *   ys: xs,
 *   values: [0, 1, 1, 0],
 *   xName: "x₁",
 *   yName: "x₂",
 *   valueName: "exclusive or",
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function predictionSurface(predictions: Predictions): Figure {
  checkOptions(
    "draw the predictions",
    predictions,
    predictionSurfaceOptions,
  );
  const { xs, ys, values, points = [], xName, yName, valueName } = predictions;
  return makeFigure({
    title: predictions.title ?? "What the network predicts",
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () =>
      Array.from(values, (value, n) => ({
        ...gridPoint(predictions, n),
        value,
      })),
    draw(context) {
      const layout = squareLayout(context.width, 0);
      const [low, high] = extentOf([
        ...Array.from(values),
        ...points.map(({ value }) => value),
      ]);
      const bands = linearBands(low, high);
      const { left, top, side, height } = layout;
      const svg = drawFrame(context, {
        height,
        box: { left, top, width: side, height: side },
        x: linearAxis(xName, extentOf(xs)),
        y: linearAxis(yName, extentOf(ys)),
        grid: {
          xs,
          ys,
          what: `the ${valueName}`,
          say: (n) => `${valueName} ${values[n]}`,
        },
        look: "plane",
        clipped: [
          xs.length > 1 && ys.length > 1
            ? filledContours({ xs, ys, values }, bands)
            : [],
          Plot.dot(points, {
            x: "x",
            y: "y",
            r: 3.2,
            fill: ({ value }) => bandColor(bands, value),
            stroke: SURFACE,
            strokeWidth: 1,
          }),
        ],
        added: predictions.marks,
      });
      svg.append(bandLegend(context.document, bands, layout, valueName));
      return svg;
    },
  });
}
