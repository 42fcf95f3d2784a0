import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import {
  checkOptions,
  holding,
  listOf,
  nested,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { aPair, someMarks } from "./shapes.ts";
import { linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { MARGINS, squareLayout } from "./layout.ts";
import { textWidth } from "./svg.ts";
import { CATEGORICAL, HALO, ROLES, SURFACE } from "./palette.ts";

/** What {@linkcode weightPath} shows. */
export interface WeightPath {
  /** Shown above the picture. */
  readonly title: string;
  /** The two weights at each step, oldest first. */
  readonly xs: ArrayLike<number>;
  /** See `xs`. */
  readonly ys: ArrayLike<number>;
  /** Name of the weight across. */
  readonly xName: string;
  /** Name of the weight upward. */
  readonly yName: string;
  /** Arrows, with their names; from the last point unless said otherwise. */
  readonly arrows?: readonly {
    readonly name: string;
    readonly from?: readonly [number, number];
    readonly to: readonly [number, number];
  }[];
  /** Ends of both axes; kept while the path grows. */
  readonly domain: {
    readonly x: readonly [number, number];
    readonly y: readonly [number, number];
  };
  /** Marks of Observable Plot over the path, in weights. */
  readonly marks?: readonly PlotMark[];
}

/** Between an arrow's head and its name, in CSS pixels. */
const NAME_DISTANCE = 6;
const ARROW_COLORS = [ROLES.positive, ROLES.teacher, CATEGORICAL[6]];

/** What {@linkcode weightPath} takes. */
export const weightPathOptions: OptionTable<WeightPath> = {
  title: required(text),
  xs: required(numbers),
  ys: required(numbers),
  xName: required(text),
  yName: required(text),
  arrows: listOf(holding("an arrow", { name: text, to: numbers })),
  domain: required(nested({ x: required(aPair), y: required(aPair) })),
  marks: someMarks,
};

/**
 * A path in the plane of two weights, step by step, with arrows at its end.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { weightPath } from "@thalweg/thalweg";
 *
 * const figure = weightPath({
 *   title: "Two weights",
 *   xs: [0, 0.5, 1],
 *   ys: [0, 0.8, 1],
 *   xName: "w₁",
 *   yName: "w₂",
 *   domain: { x: [0, 2], y: [0, 2] },
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function weightPath(path: WeightPath): Figure {
  checkOptions("draw the path", path, weightPathOptions);
  const { xs, ys } = path;
  return makeFigure({
    title: path.title,
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () => Array.from(xs, (x, step) => ({ step, x, y: ys[step] })),
    draw: (context) => drawPath(path, context),
  });
}

function drawPath(
  { xs, ys, xName, yName, arrows = [], domain, marks }: WeightPath,
  context: FigureContext,
): SVGSVGElement {
  const points = Array.from(xs, (x, step) => [x, ys[step]] as const);
  const end = points.at(-1);
  const frame = planeFrame(
    squareLayout(context.width, 0),
    linearAxis(xName, domain.x),
    linearAxis(yName, domain.y),
  );
  const { box, x: across } = frame;
  /** Whether words fit on the right of a place. */
  const hasRoom = (at: number, words: string) =>
    textWidth(words) + NAME_DISTANCE <
      box.width * (1 - across.place(at)) + MARGINS.right;
  return drawFrame(context, {
    ...frame,
    clipped: [
      Plot.line(points, {
        stroke: ROLES.path,
      }),
      Plot.dot(points.slice(0, 1), {
        r: 4,
        fill: SURFACE,
        stroke: ROLES.path,
        strokeWidth: 2,
      }),
      ...arrows.map(({ name, from = end, to }, k) =>
        from && drawArrow(
          name,
          from,
          to,
          ARROW_COLORS[k % ARROW_COLORS.length],
          to[0] < from[0] || !hasRoom(to[0], name) ? "end" : "start",
        )
      ),
      Plot.dot(points.slice(-1), { r: 4.5, fill: ROLES.path }),
    ],
    added: marks,
  });
}

/** An arrow, with its name beyond its head. */
function drawArrow(
  name: string,
  from: readonly [number, number],
  to: readonly [number, number],
  color: string,
  textAnchor: "start" | "end",
): Plot.Markish {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  if (dx === 0 && dy === 0) return null;
  return [
    Plot.arrow([to], {
      x1: () => from[0],
      y1: () => from[1],
      x2: "0",
      y2: "1",
      stroke: color,
      strokeWidth: 2,
      headLength: 6,
    }),
    Plot.text([to], {
      text: [name],
      dx: textAnchor === "end" ? -NAME_DISTANCE : NAME_DISTANCE,
      dy: dy < 0 ? 8 : -8,
      textAnchor,
      ...HALO,
    }),
  ];
}
