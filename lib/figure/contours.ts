import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { Plane, PlanePath } from "../landscape/mod.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  listOf,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { aPair, aPlanePath, someMarks } from "./shapes.ts";
import { extentOf, linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";

import { drawFrame, planeFrame } from "./frame.ts";
import {
  anArrowCount,
  type ArrowField,
  arrowsOf,
  someArrows,
} from "./arrows.ts";
import { aHandle, type FigureHandle } from "./handle.ts";
import { filledContours, gridPoint } from "./grid_contours.ts";
import { formatNumber } from "./format.ts";
import { LINE_HEIGHT, type SquareLayout, squareLayout } from "./layout.ts";
import { bandLegend, lossBands } from "./loss_bands.ts";
import { ROLES } from "./palette.ts";
import {
  colorOf,
  type NamedPath,
  pathEntry,
  pathSentence,
  pathsSentence,
  thinned,
} from "./plane_path.ts";
import { key, linesOf } from "./svg.ts";

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
  /** The gradient flow on the plane, as `gradientField` computes it. */
  readonly arrows?: ArrowField;
  /** Arrows along each axis at most, of as many as the field has; default 21. */
  readonly arrowsAlong?: number;
  /** Another plane whose losses the colors span, so that both can be compared. */
  readonly colorsOf?: Pick<Plane, "losses">;
  /** A point to move, in coordinates of the plane. */
  readonly handle?: FigureHandle;
}

/** Letters of the sentences on a path, and on several, at most. */
const [LETTERS, LETTERS_OF_SEVERAL] = [180, 140];

/** What {@linkcode contours} takes. */
export const contoursOptions: OptionTable<ContoursOptions> = {
  path: aPlanePath,
  paths: listOf(holding("a named path", { name: text, path: aPlanePath })),
  teacher: aPair,
  directionNames: listOf(text),
  title: text,
  marks: someMarks,
  arrows: someArrows,
  colorsOf: holding("a plane of losses", { losses: numbers }),
  arrowsAlong: anArrowCount,
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
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   contours,
 *   direction,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   plane,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "random", seed: 1 });
 * const v = direction(objective, θ, { kind: "random", seed: 2 });
 * const figure = contours(plane(objective, θ, [u, v], { resolution: 9 }));
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function contours(
  plane: Plane,
  options: ContoursOptions = {},
): Figure {
  checkArguments("draw the contours", { plane }, { plane: aPlane });
  checkOptions("draw the contours", options, contoursOptions);
  const { path, paths = [], handle } = options;
  const layoutAt = (width: number) => {
    const { width: room } = squareLayout(width, 1).caption;
    const lines = path
      ? linesOf(LETTERS, room)
      : paths.length && paths.length + linesOf(LETTERS_OF_SEVERAL, room);
    return squareLayout(width, lines);
  };
  return makeFigure({
    title: options.title ??
      (path ? "Loss plane and training path" : "Loss plane"),
    span: "half",
    height: (width) => layoutAt(width).height,
    rows: () =>
      Array.from(
        plane.losses,
        (loss, n) => ({ ...gridPoint(plane, n), loss }),
      ),
    ...(handle ? { handles: [handle] } : {}),
    draw: (context) =>
      drawContours(plane, options, context, layoutAt(context.width)),
  });
}

function namesOf({ directionNames }: ContoursOptions): [string, string] {
  const [across, upward] = directionNames ?? ["direction 1", "direction 2"];
  return [across, upward];
}

function frameOf(
  { xs, ys }: Plane,
  options: ContoursOptions,
  layout: SquareLayout,
) {
  const [across, upward] = namesOf(options);
  return planeFrame(
    layout,
    {
      ...linearAxis(`${across}, in parameter units`, extentOf(xs)),
      read: (value) => `${across} ${formatNumber(value as number)}`,
    },
    linearAxis(upward, extentOf(ys)),
  );
}

function drawContours(
  plane: Plane,
  options: ContoursOptions,
  context: FigureContext,
  layout: SquareLayout,
): SVGSVGElement {
  const { path, paths = [], teacher, marks, handle } = options;
  const { document } = context;
  const { xs, ys, losses } = plane;
  const { caption } = layout;
  const bands = lossBands(options.colorsOf?.losses ?? losses);
  const across = extentOf(xs);
  const all = path ? [path] : paths.map(({ path }) => path);
  const svg = drawFrame(context, {
    ...frameOf(plane, options, layout),
    clipped: [
      xs.length > 1 && ys.length > 1
        ? filledContours({ xs, ys, values: losses }, bands)
        : [],
      options.arrows ? arrowMarks(options.arrows, options.arrowsAlong) : [],
      all.map((one, i) =>
        pathMarks(
          thinned(one, across),
          path ? ROLES.path : colorOf(i, paths[i].color),
        )
      ),
      Plot.dot(teacher ? [teacher] : [], {
        symbol: "star",
        r: 5.4,
        fill: ROLES.teacher,
        stroke: "white",
        title: () => "teacher",
      }),
    ],
    grid: { xs, ys, what: "the loss", say: (n) => `loss ${losses[n]}` },
    added: marks,
    handles: handle && [handle],
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

/** Arrows with open heads; pale where the gradient points out of the plane. */
function arrowMarks(field: ArrowField, most: number | undefined) {
  const arrows = arrowsOf(field, most);
  const lines = arrows.map(({ from, to, wings: [left, right], ...own }) => ({
    points: [from, to, left, to, right],
    ...own,
  }));
  return lines.map(({ points, opacity, title }) =>
    Plot.line(points, {
      stroke: "white",
      strokeWidth: 1.3,
      strokeOpacity: opacity,
      title: () => title,
    })
  );
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
