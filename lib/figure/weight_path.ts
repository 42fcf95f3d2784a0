import { type Figure, makeFigure } from "./figure.ts";
import { squareLayout } from "./layout.ts";
import { CATEGORICAL, ROLES, SURFACE } from "./palette.ts";
import { drawSquare } from "./square_frame.ts";
import { element, linePath, round } from "./svg.ts";

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
}

const HEAD = 8;
const ARROW_COLORS = [ROLES.positive, ROLES.teacher, CATEGORICAL[6]];

/** A path in the plane of two weights, step by step, with arrows at its end. */
export function weightPath(path: WeightPath): Figure {
  const { xs, ys, domain, arrows = [] } = path;
  const last = xs.length - 1;
  return makeFigure({
    title: path.title,
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () => Array.from(xs, (x, step) => ({ step, x, y: ys[step] })),
    draw(context) {
      const { document, width } = context;
      return drawSquare(context, squareLayout(width, 0), {
        ...domain,
        xName: path.xName,
        yName: path.yName,
        equalUnits: true,
      }, ({ x, y }) => [
        element(document, "path", {
          d: linePath(Array.from(xs, x), Array.from(ys, y)),
          fill: "none",
          stroke: ROLES.path,
          "stroke-width": 1.5,
          "stroke-linejoin": "round",
        }),
        element(document, "circle", {
          cx: x(xs[0]),
          cy: y(ys[0]),
          r: 4,
          fill: SURFACE,
          stroke: ROLES.path,
          "stroke-width": 2,
        }),
        ...arrows.flatMap(({ name, from = [xs[last], ys[last]], to }, k) =>
          drawArrow(
            document,
            [x(from[0]), y(from[1])],
            [x(to[0]), y(to[1])],
            name,
            ARROW_COLORS[k % ARROW_COLORS.length],
          )
        ),
        element(document, "circle", {
          cx: x(xs[last]),
          cy: y(ys[last]),
          r: 4.5,
          fill: ROLES.path,
        }),
      ]);
    },
  });
}

function drawArrow(
  document: Document,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  name: string,
  color: string,
): SVGElement[] {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (!(length > 1)) return [];
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = [
    [x2, y2],
    [x2 - HEAD * dx + HEAD / 2 * dy, y2 - HEAD * dy - HEAD / 2 * dx],
    [x2 - HEAD * dx - HEAD / 2 * dy, y2 - HEAD * dy + HEAD / 2 * dx],
  ];
  return [
    element(document, "line", {
      x1,
      y1,
      x2: x2 - HEAD * dx / 2,
      y2: y2 - HEAD * dy / 2,
      stroke: color,
      "stroke-width": 2,
    }),
    element(document, "path", {
      d: `M${head.map((p) => p.map(round).join(",")).join("L")}Z`,
      fill: color,
    }),
    element(document, "text", {
      x: x2 + 6 * Math.sign(dx || 1),
      y: y2,
      dy: dy > 0 ? "0.9em" : "-0.3em",
      "text-anchor": dx < 0 ? "end" : "start",
      stroke: SURFACE,
      "stroke-width": 3,
      "paint-order": "stroke",
    }, [name]),
  ];
}
