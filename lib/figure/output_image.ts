import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import {
  checkOptions,
  flag,
  holding,
  listOnlyOf,
  number,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { aPair, signedPoints, someMarks } from "./shapes.ts";
import { extentOf, linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { gridPoint, isoline } from "./grid_contours.ts";
import { squareLayout } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { pixelImage } from "./pixel_image.ts";
import { inputName } from "./short_name.ts";
import { signedIndex, signedPalette } from "./signed_palette.ts";
import type { Box, KeyEntry } from "./svg.ts";

/** A sample of one of two classes. */
export interface SignedPoint {
  /** The first input. */
  readonly x: number;
  /** The second input. */
  readonly y: number;
  /** Whether it belongs to the positive class. */
  readonly positive: boolean;
}

/** A straight line between two points. */
export interface Segment {
  /** One end. */
  readonly from: readonly [number, number];
  /** The other end. */
  readonly to: readonly [number, number];
}

/** What {@linkcode outputImage} shows. */
export interface OutputImage {
  /** Coordinates of the grid, ascending. */
  readonly xs: Float64Array;
  /** See `xs`. */
  readonly ys: Float64Array;
  /** The output at each grid point, from −1 to 1 (ys × xs, row-major). */
  readonly values: ArrayLike<number>;
  /** Shown above the picture. */
  readonly title: string;
  /** Samples drawn on top. */
  readonly points?: readonly SignedPoint[];
  /** Lines drawn on top, as the folds of a first layer. */
  readonly folds?: readonly Segment[];
  /** Whether to draw where the output is 0. Default true. */
  readonly boundary?: boolean;
  /** Opacity of the image. Default 1. */
  readonly opacity?: number;
  /** Names of the two inputs. */
  readonly xName?: string;
  /** See `xName`. */
  readonly yName?: string;
  /** Marks of Observable Plot on top, in units of `xs` and `ys`. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode outputImage} takes. */
export const outputImageOptions: OptionTable<OutputImage> = {
  xs: required(numbers),
  ys: required(numbers),
  values: required(numbers),
  title: required(text),
  points: signedPoints,
  folds: listOnlyOf(
    holding("a segment", { from: aPair, to: aPair }),
    "a list of segments, with from and to",
  ),
  boundary: flag,
  opacity: number,
  xName: text,
  yName: text,
  marks: someMarks,
};

/**
 * The output of a network over the plane: blue where it is positive, orange
 * where it is negative, a line where it changes sign.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { forward, initialize, mlp, outputImage } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const xs = Float64Array.of(-1, 0, 1);
 * const points = Array.from({ length: 9 }, (_, i) => [xs[i % 3], xs[i / 3 | 0]]);
 * const values = forward(net, initialize(net, { seed: 1 }), points);
 * const figure = outputImage({ xs, ys: xs, values, title: "Output" });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function outputImage(image: OutputImage): Figure {
  checkOptions("draw the output", image, outputImageOptions);
  return makeFigure({
    title: image.title,
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () =>
      Array.from(
        image.values,
        (output, n) => ({ ...gridPoint(image, n), output }),
      ),
    draw: (context) => drawImage(image, context),
  });
}

function drawImage(image: OutputImage, context: FigureContext): SVGSVGElement {
  const { xs, ys, points = [], folds = [], boundary = true } = image;
  const x = linearAxis(image.xName ?? inputName(0), extentOf(xs));
  const y = linearAxis(image.yName ?? inputName(1), extentOf(ys));
  const frame = planeFrame(squareLayout(context.width, 0), x, y);
  return drawFrame(context, {
    ...frame,
    clipped: [
      raster(image, frame.box),
      Plot.line(boundary ? isoline(image, 0) : [], {
        // through a faint image the page's ground shows, light or dark
        stroke: (image.opacity ?? 1) < 1 ? "currentColor" : "#1b1e23",
        strokeWidth: 1.25,
        ariaLabel: () => "decision boundary",
      }),
      Plot.link(folds, {
        x1: ({ from }) => from[0],
        y1: ({ from }) => from[1],
        x2: ({ to }) => to[0],
        y2: ({ to }) => to[1],
        stroke: ROLES.teacher,
        strokeWidth: 1.5,
        strokeOpacity: 0.8,
        ariaLabel: () => "fold",
      }),
      Plot.dot(points, {
        x: "x",
        y: "y",
        r: 3,
        fill: ({ positive }) => positive ? ROLES.positive : ROLES.negative,
        stroke: ({ positive }) => positive ? "white" : "black",
        strokeWidth: 1,
      }),
    ],
    grid: {
      xs,
      ys,
      what: "the output",
      say: (n) => `output ${image.values[n]}`,
    },
    added: image.marks,
    key: keyEntries(image),
  });
}

/** The outputs as colors, one pixel per grid point. */
function raster(
  { xs, ys, values, opacity = 1 }: OutputImage,
  box: Box,
): Plot.Markish {
  const [columns, rows] = [xs.length, ys.length];
  const pixels = new Uint8Array(columns * rows);
  for (let n = 0; n < pixels.length; n++) pixels[n] = signedIndex(values[n]);
  const label = "network output";
  return pixelImage(
    { columns, rows, pixels, palette: signedPalette, opacity, label },
    box,
  );
}

function keyEntries(
  { points = [], folds = [], boundary = true }: OutputImage,
): KeyEntry[] {
  if (points.length > 0) {
    return [
      { mark: "●", color: ROLES.positive, text: "+1" },
      { mark: "●", color: ROLES.negative, text: "−1" },
    ];
  }
  if (folds.length > 0) {
    return [{ mark: "—", color: ROLES.teacher, text: "w·x + b = 0" }];
  }
  return [
    { mark: "■", color: ROLES.positive, text: "+1" },
    { mark: "■", color: ROLES.negative, text: "−1" },
    ...(boundary ? [{ mark: "—", text: "0" }] : []),
  ];
}
