import type { Plane, PlanePath } from "../landscape/mod.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { type Bands, fillBands, lossBands } from "./filled_contours.ts";
import { formatNumber, formatPercent } from "./format.ts";
import { type SquareLayout, squareLayout } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { drawSquare, extentOf } from "./square_frame.ts";
import {
  type Attributes,
  element,
  linePath,
  paragraph,
  round,
  textWidth,
  wrap,
} from "./svg.ts";

/** What {@linkcode contours} can show besides the plane. */
export interface ContoursOptions {
  /** The path of the training, seen on the plane. */
  readonly path?: PlanePath;
  /** A teacher's solution, in coordinates of the plane. */
  readonly teacher?: readonly [number, number];
  /** Names of the two directions. */
  readonly directionNames?: readonly [string, string];
  /** Shown above the picture. */
  readonly title?: string;
}

const CAPTION_LINES = 3;
/** Points closer than this, in pixels, are drawn as one. */
const PATH_RESOLUTION = 0.5;

/**
 * Losses on a plane as filled contours, logarithmic, both axes with the same
 * unit. With a path: its projection, and in words how well the plane holds it.
 */
export function contours(
  plane: Plane,
  options: ContoursOptions = {},
): Figure {
  const lines = options.path ? CAPTION_LINES : 0;
  return makeFigure({
    title: options.title ??
      (options.path ? "Loss plane and training path" : "Loss plane"),
    span: "half",
    height: (width) => squareLayout(width, lines).height,
    rows: () => planeRows(plane),
    draw: (context) =>
      drawContours(plane, options, context, squareLayout(context.width, lines)),
  });
}

function drawContours(
  plane: Plane,
  { path, teacher, directionNames }: ContoursOptions,
  context: FigureContext,
  layout: SquareLayout,
): SVGSVGElement {
  const { document } = context;
  const bands = lossBands(plane.losses);
  const names = directionNames ?? ["direction 1", "direction 2"];
  const svg = drawSquare(context, layout, {
    x: extentOf(plane.xs),
    y: extentOf(plane.ys),
    xName: `${names[0]}, in parameter units`,
    yName: names[1],
    equalUnits: true,
  }, (toPixels) => {
    const grid = { xs: plane.xs, ys: plane.ys, values: plane.losses };
    const { x, y } = toPixels;
    return [
      ...(plane.xs.length > 1 && plane.ys.length > 1
        ? [fillBands(document, grid, bands, toPixels)]
        : []),
      ...(path
        ? drawPath(document, Array.from(path.xs, x), Array.from(path.ys, y))
        : []),
      ...(teacher ? [star(document, x(teacher[0]), y(teacher[1]))] : []),
    ];
  });
  svg.appendChild(bandLegend(document, bands, layout));
  if (path) {
    const { caption, lineHeight } = layout;
    svg.appendChild(paragraph(
      document,
      wrap(pathSentence(path), caption.width),
      { ...caption, lineHeight },
    ));
  }
  return svg;
}

/** The path with a light edge, its hollow start and its filled end. */
function drawPath(
  document: Document,
  allXs: number[],
  allYs: number[],
): SVGElement[] {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i < allXs.length; i++) {
    if (!Number.isFinite(allXs[i]) || !Number.isFinite(allYs[i])) continue;
    const distance = xs.length === 0
      ? Infinity
      : Math.hypot(allXs[i] - xs.at(-1)!, allYs[i] - ys.at(-1)!);
    if (distance < PATH_RESOLUTION && i < allXs.length - 1) continue;
    xs.push(allXs[i]);
    ys.push(allYs[i]);
  }
  if (xs.length === 0) return [];
  const d = linePath(xs, ys);
  const line = (attributes: Attributes) =>
    element(document, "path", {
      d,
      fill: "none",
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
      ...attributes,
    });
  const dot = (i: number, attributes: Attributes, words: string) =>
    element(document, "circle", { cx: xs[i], cy: ys[i], ...attributes }, [
      element(document, "title", {}, [words]),
    ]);
  const end = xs.length - 1;
  return [
    line({ stroke: "white", "stroke-width": 4, "stroke-opacity": 0.85 }),
    line({ stroke: ROLES.path, "stroke-width": 2 }),
    dot(0, {
      r: 4.5,
      fill: "white",
      stroke: ROLES.path,
      "stroke-width": 2.5,
    }, "start"),
    dot(end, {
      r: 5,
      fill: ROLES.path,
      stroke: "white",
      "stroke-width": 1.5,
    }, "end"),
  ];
}

function star(document: Document, x: number, y: number): SVGElement {
  const corners = Array.from({ length: 10 }, (_, k) => {
    const radius = k % 2 === 0 ? 9 : 3.8;
    const angle = Math.PI * (k / 5 - 0.5);
    return `${round(x + radius * Math.cos(angle))},${
      round(y + radius * Math.sin(angle))
    }`;
  });
  return element(document, "path", {
    d: `M${corners.join("L")}Z`,
    fill: ROLES.teacher,
    stroke: "white",
    "stroke-width": 1.5,
  }, [element(document, "title", {}, ["teacher"])]);
}

/** The bands as a strip above the frame, with labels below it. */
export function bandLegend(
  document: Document,
  bands: Bands,
  { left, side }: { readonly left: number; readonly side: number },
): SVGGElement {
  const first = bands.levels[0];
  const from = left + textWidth("loss") + 8;
  const width = left + side - from;
  const bandWidth = width / bands.levels.length;
  const x = (level: number) => from + bandWidth * (level - first) / bands.step;
  return element(document, "g", { "aria-label": "legend" }, [
    element(document, "text", { x: left, y: 11, "text-anchor": "start" }, [
      "loss",
    ]),
    ...bands.levels.map((level, k) =>
      element(document, "rect", {
        x: x(level),
        y: 3,
        width: bandWidth + (k < bands.levels.length - 1 ? 0.5 : 0),
        height: 8,
        fill: bands.color(k),
      })
    ),
    ...bands.labels(width / 60).map(({ level, label }) =>
      element(document, "text", {
        x: x(level),
        y: 24,
        "text-anchor": x(level) > from + width - 12 ? "end" : "middle",
      }, [label])
    ),
  ]);
}

/** How well the plane holds the path, in a sentence. */
function pathSentence(path: PlanePath): string {
  let factor = 1;
  for (let i = 0; i < path.losses.length; i++) {
    const ratio = path.planeLosses[i] / path.losses[i];
    if (ratio > 0) factor = Math.max(factor, ratio, 1 / ratio);
  }
  const gap = factor < 2
    ? formatPercent(factor - 1)
    : `a factor of ${formatNumber(factor, 2)}`;
  const held = formatPercent(path.varianceExplained);
  return `The plane holds ${held} of the path; along it the loss on the plane is off by up to ${gap}.`;
}

function planeRows(
  { xs, ys, losses }: Plane,
): Record<string, string | number>[] {
  return Array.from(losses, (loss, k) => ({
    x: xs[k % xs.length],
    y: ys[Math.floor(k / xs.length)],
    loss,
  }));
}
