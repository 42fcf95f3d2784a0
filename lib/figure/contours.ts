import type {
  Document,
  SVGElement,
  SVGGElement,
  SVGSVGElement,
} from "../dom.ts";
import type { Plane, PlanePath } from "../landscape/mod.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { type Bands, fillBands, lossBands } from "./filled_contours.ts";
import { formatNumber, formatPercent } from "./format.ts";
import { type SquareLayout, squareLayout } from "./layout.ts";
import { CATEGORICAL, ROLES } from "./palette.ts";
import { drawSquare, extentOf } from "./square_frame.ts";
import {
  type Attributes,
  element,
  elide,
  linePath,
  paragraph,
  round,
  textWidth,
  wrap,
} from "./svg.ts";

/** A path on a plane, with a name to tell it from others. */
export interface NamedPath {
  /** In the key. */
  readonly name: string;
  /** The path. */
  readonly path: PlanePath;
}

/** What {@linkcode contours} can show besides the plane. */
export interface ContoursOptions {
  /** The path of the training, seen on the plane. */
  readonly path?: PlanePath;
  /** Paths of several trainings, in place of one. */
  readonly paths?: readonly NamedPath[];
  /** A teacher's solution, in coordinates of the plane. */
  readonly teacher?: readonly [number, number];
  /** Names of the two directions. */
  readonly directionNames?: readonly [string, string];
  /** Shown above the picture. */
  readonly title?: string;
}

const CAPTION_LINES = 3;
const GAP_LINES = 2;
/** Points closer than this, in pixels, are drawn as one. */
const PATH_RESOLUTION = 0.5;

/**
 * Losses on a plane as filled contours, logarithmic, both axes with the same
 * unit. With a path, or several: the projection of each, and in words how well
 * the plane holds it.
 */
export function contours(
  plane: Plane,
  options: ContoursOptions = {},
): Figure {
  const { path, paths = [] } = options;
  const lines = path ? CAPTION_LINES : paths.length && paths.length + GAP_LINES;
  return makeFigure({
    title: options.title ??
      (path ? "Loss plane and training path" : "Loss plane"),
    span: "half",
    height: (width) => squareLayout(width, lines).height,
    rows: () => planeRows(plane),
    draw: (context) =>
      drawContours(plane, options, context, squareLayout(context.width, lines)),
  });
}

function drawContours(
  plane: Plane,
  { path, paths = [], teacher, directionNames }: ContoursOptions,
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
      ...(path ? drawPath(document, path, toPixels, ROLES.path) : []),
      ...paths.flatMap(({ path }, i) =>
        drawPath(document, path, toPixels, colorOf(i))
      ),
      ...(teacher ? [star(document, x(teacher[0]), y(teacher[1]))] : []),
    ];
  });
  svg.appendChild(bandLegend(document, bands, layout));
  const { caption, lineHeight } = layout;
  const { width, x, y } = caption;
  const below = y + paths.length * lineHeight;
  if (path) {
    const lines = wrap(pathSentence(path), width);
    svg.appendChild(paragraph(document, lines, { x, y, lineHeight }));
  } else if (paths.length > 0) {
    const lines = wrap(pathsSentence(paths), width);
    svg.append(
      ...paths.map((named, i) =>
        pathEntry(document, named, i, { x, y: y + i * lineHeight, width })
      ),
      paragraph(document, lines, { x, y: below, lineHeight }),
    );
  }
  return svg;
}

function colorOf(i: number): string {
  return CATEGORICAL[i % CATEGORICAL.length];
}

/** A line of the key: whose path it is, and how much of it the plane holds. */
function pathEntry(
  document: Document,
  { name, path }: NamedPath,
  i: number,
  { x, y, width }: { x: number; y: number; width: number },
): SVGElement {
  const held = formatPercent(path.varianceExplained);
  const words = elide(` ${name}: ${held} in the plane`, width - 12);
  return element(document, "text", { x, y, "text-anchor": "start" }, [
    element(document, "tspan", { fill: colorOf(i) }, ["●"]),
    element(document, "tspan", {}, [words]),
  ]);
}

/** The path with a light edge, its hollow start and its filled end. */
function drawPath(
  document: Document,
  path: PlanePath,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
  color: string,
): SVGElement[] {
  const allXs = Array.from(path.xs, toPixels.x);
  const allYs = Array.from(path.ys, toPixels.y);
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
    line({ stroke: color, "stroke-width": 2 }),
    dot(0, {
      r: 4.5,
      fill: "white",
      stroke: color,
      "stroke-width": 2.5,
    }, "start"),
    dot(end, {
      r: 5,
      fill: color,
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
  const held = formatPercent(path.varianceExplained);
  return `The plane holds ${held} of the path; along it the loss on the plane is off by up to ${
    gapOf([path])
  }.`;
}

function pathsSentence(paths: readonly NamedPath[]): string {
  return `Along them the loss on the plane is off by up to ${
    gapOf(paths.map(({ path }) => path))
  }.`;
}

/** The largest ratio of a true loss and that on the plane, either way. */
function gapOf(paths: readonly PlanePath[]): string {
  let factor = 1;
  for (const { losses, planeLosses } of paths) {
    for (let i = 0; i < losses.length; i++) {
      const ratio = planeLosses[i] / losses[i];
      if (ratio > 0) factor = Math.max(factor, ratio, 1 / ratio);
    }
  }
  return factor < 2
    ? formatPercent(factor - 1)
    : `a factor of ${formatNumber(factor, 2)}`;
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
