// @ts-types="npm:@types/d3@^7.4.3"
import { interpolateLab, rgb } from "d3";
import type {
  Document,
  SVGImageElement,
  SVGPathElement,
  SVGSVGElement,
} from "../dom.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { openIsoline } from "./filled_contours.ts";
import { squareLayout } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { pngUrl } from "./png.ts";
import { drawSquare, extentOf } from "./square_frame.ts";
import { element, key, type KeyEntry } from "./svg.ts";

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
}

/** Colors from −1 to 1, zero in the middle. */
const palette = Uint8Array.from(
  Array.from({ length: 255 }, (_, k) => {
    const value = k / 127 - 1;
    const side = value < 0 ? ROLES.negative : ROLES.positive;
    const { r, g, b } = rgb(interpolateLab("#f7f7f7", side)(Math.abs(value)));
    return [r, g, b];
  }).flat(),
);

/**
 * The output of a network over the plane: blue where it is positive, orange
 * where it is negative, a line where it changes sign.
 */
export function outputImage(image: OutputImage): Figure {
  return makeFigure({
    title: image.title,
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () => imageRows(image),
    draw: (context) => drawImage(image, context),
  });
}

function drawImage(image: OutputImage, context: FigureContext): SVGSVGElement {
  const { document, width } = context;
  const { xs, ys, points = [], folds = [], boundary = true } = image;
  const layout = squareLayout(width, 0);
  const svg = drawSquare(context, layout, {
    x: extentOf(xs),
    y: extentOf(ys),
    xName: image.xName ?? "input 0",
    yName: image.yName ?? "input 1",
    equalUnits: true,
  }, (toPixels) => [
    drawRaster(document, image, toPixels),
    ...(boundary ? [drawBoundary(document, image, toPixels)] : []),
    ...folds.map(({ from, to }) =>
      element(document, "line", {
        x1: toPixels.x(from[0]),
        y1: toPixels.y(from[1]),
        x2: toPixels.x(to[0]),
        y2: toPixels.y(to[1]),
        stroke: ROLES.teacher,
        "stroke-width": 1.5,
        "stroke-opacity": 0.8,
        "aria-label": "fold",
      })
    ),
    ...points.map(({ x, y, positive }) =>
      element(document, "circle", {
        cx: toPixels.x(x),
        cy: toPixels.y(y),
        r: 3,
        fill: positive ? ROLES.positive : ROLES.negative,
        stroke: positive ? "white" : "black",
        "stroke-width": 1,
      })
    ),
  ]);
  svg.appendChild(
    key(document, keyEntries(image), layout.left + layout.side, 20),
  );
  return svg;
}

/** One pixel per grid point, smoothed by whoever shows it. */
function drawRaster(
  document: Document,
  { xs, ys, values, opacity = 1 }: OutputImage,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): SVGImageElement {
  const columns = xs.length;
  const rows = ys.length;
  const pixels = new Uint8Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const value = values[(rows - 1 - j) * columns + i];
      const held = Math.max(-1, Math.min(1, value || 0)); // NaN has no side
      pixels[j * columns + i] = Math.round(127 * (held + 1));
    }
  }
  // a grid point is the middle of its pixel
  const [left, right] = [xs[0], xs[columns - 1]];
  const [bottom, top] = [ys[0], ys[rows - 1]];
  const dx = (right - left) / (columns - 1) / 2;
  const dy = (top - bottom) / (rows - 1) / 2;
  const x = toPixels.x(left - dx);
  const y = toPixels.y(top + dy);
  return element(document, "image", {
    x,
    y,
    width: toPixels.x(right + dx) - x,
    height: toPixels.y(bottom - dy) - y,
    href: pngUrl(columns, rows, pixels, palette),
    opacity,
    preserveAspectRatio: "none",
    "aria-label": "network output",
  });
}

function drawBoundary(
  document: Document,
  { xs, ys, values, opacity = 1 }: OutputImage,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): SVGPathElement {
  return element(document, "path", {
    d: openIsoline({ xs, ys, values }, Array.from(values), 0, toPixels),
    fill: "none",
    // through a faint image the page's ground shows, light or dark
    stroke: opacity < 1 ? "currentColor" : "#1b1e23",
    "stroke-width": 1.25,
    "aria-label": "decision boundary",
  });
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

function imageRows(
  { xs, ys, values }: OutputImage,
): Record<string, string | number>[] {
  return Array.from(values, (output, n) => ({
    x: xs[n % xs.length],
    y: ys[Math.floor(n / xs.length)],
    output,
  }));
}
