import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { Plane, PlanePath } from "../landscape/mod.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  list,
  listOf,
  numbers,
  type OptionTable,
  record,
  text,
} from "../options/mod.ts";
import { extentOf, linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { formatNumber, formatPercent } from "./format.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { aHandle, type FigureHandle } from "./handle.ts";
import { filledContours, gridPoint } from "./grid_contours.ts";
import { LINE_HEIGHT, type SquareLayout, squareLayout } from "./layout.ts";
import { bandLegend, lossBands } from "./loss_bands.ts";
import { CATEGORICAL, ROLES } from "./palette.ts";
import { elide, key } from "./svg.ts";

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
  /** Marks of Observable Plot on top, in coordinates of the plane. */
  readonly marks?: readonly PlotMark[];
  /** A point to move, in coordinates of the plane. */
  readonly handle?: FigureHandle;
}

const CAPTION_LINES = 3;
const GAP_LINES = 2;
/** Points closer than this share of the plane are drawn as one: half a pixel. */
const PATH_RESOLUTION = 1e-3;

/** What {@linkcode contours} takes. */
export const contoursOptions: OptionTable<ContoursOptions> = {
  path: record,
  paths: listOf(record),
  teacher: list,
  directionNames: listOf(text),
  title: text,
  marks: list,
  handle: aHandle,
};

const aPlane = holding("a plane of losses", {
  xs: numbers,
  ys: numbers,
  losses: numbers,
});

/**
 * Losses on a plane as filled contours, logarithmic, both axes with the same
 * unit. With a path, or several: the projection of each, and in words how well
 * the plane holds it.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 */
export function contours(
  plane: Plane,
  options: ContoursOptions = {},
): Figure {
  checkArguments("draw the contours", { plane }, { plane: aPlane });
  checkOptions("draw the contours", options, contoursOptions);
  const { path, paths = [], handle } = options;
  const lines = path ? CAPTION_LINES : paths.length && paths.length + GAP_LINES;
  return makeFigure({
    title: options.title ??
      (path ? "Loss plane and training path" : "Loss plane"),
    span: "half",
    height: (width) => squareLayout(width, lines).height,
    rows: () =>
      Array.from(
        plane.losses,
        (loss, n) => ({ ...gridPoint(plane, n), loss }),
      ),
    ...(handle ? { handle } : {}),
    draw: (context) =>
      drawContours(plane, options, context, squareLayout(context.width, lines)),
  });
}

function drawContours(
  plane: Plane,
  options: ContoursOptions,
  context: FigureContext,
  layout: SquareLayout,
): SVGSVGElement {
  const { path, paths = [], teacher, directionNames, marks, handle } = options;
  const { document } = context;
  const { xs, ys, losses } = plane;
  const { caption } = layout;
  const bands = lossBands(losses);
  const names = directionNames ?? ["direction 1", "direction 2"];
  const across = extentOf(xs);
  const x = linearAxis(`${names[0]}, in parameter units`, across);
  const y = linearAxis(names[1], extentOf(ys));
  const all = path ? [path] : paths.map(({ path }) => path);
  const svg = drawFrame(context, {
    ...planeFrame(layout, x, y),
    clipped: [
      xs.length > 1 && ys.length > 1
        ? filledContours({ xs, ys, values: losses }, bands)
        : [],
      all.map((one, i) =>
        pathMarks(thinned(one, across), path ? ROLES.path : colorOf(i))
      ),
      Plot.dot(teacher ? [teacher] : [], {
        symbol: "star",
        r: 5.4,
        fill: ROLES.teacher,
        stroke: "white",
        title: () => "teacher",
      }),
    ],
    added: marks,
    handle,
    ...(all.length > 0
      ? {
        caption: {
          ...caption,
          y: caption.y + (path ? 0 : paths.length * LINE_HEIGHT),
          text: path ? pathSentence(path) : pathsSentence(paths),
        },
      }
      : {}),
  });
  svg.append(
    bandLegend(document, bands, layout),
    ...(path ? [] : paths).map((named, i) =>
      key(
        document,
        [pathEntry(named, i, caption.width)],
        caption.x,
        caption.y + i * LINE_HEIGHT,
        "start",
      )
    ),
  );
  return svg;
}

function colorOf(i: number): string {
  return CATEGORICAL[i % CATEGORICAL.length];
}

/** A line of the key: whose path it is, and how much of it the plane holds. */
function pathEntry({ name, path }: NamedPath, i: number, width: number) {
  const held = formatPercent(path.varianceExplained);
  return {
    mark: "●",
    color: colorOf(i),
    text: elide(`${name}: ${held} in the plane`, width - 20),
  };
}

/** The finite points of a path that are seen apart, and its last one. */
function thinned(
  { xs, ys }: PlanePath,
  [low, high]: readonly [number, number],
): readonly (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  const finite = Array.from(xs, (x, i) => [x, ys[i]] as const)
    .filter((point) => point.every(Number.isFinite));
  for (const point of finite) {
    const [x, y] = points.at(-1) ?? [Infinity, Infinity];
    const distance = Math.hypot(point[0] - x, point[1] - y);
    const apart = distance > PATH_RESOLUTION * (high - low);
    if (apart || point === finite.at(-1)) points.push(point);
  }
  return points;
}

/** A path with a light edge, its hollow start and its filled end. */
function pathMarks(
  points: readonly (readonly [number, number])[],
  color: string,
) {
  const line = (stroke: string, strokeWidth: number, strokeOpacity: number) =>
    Plot.line(points, { stroke, strokeWidth, strokeOpacity });
  const dot = (at: number, title: string, options: Plot.DotOptions) =>
    Plot.dot(points.slice(at).slice(0, 1), { ...options, title: () => title });
  return [
    line("white", 4, 0.85),
    line(color, 2, 1),
    dot(0, "start", { r: 4.5, fill: "white", stroke: color, strokeWidth: 2.5 }),
    dot(-1, "end", { r: 5, fill: color, stroke: "white" }),
  ];
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
