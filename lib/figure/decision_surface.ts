import type { Document, SVGGElement, SVGSVGElement } from "../dom.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { type Grid, isolines } from "./filled_contours.ts";
import { type SquareLayout, squareLayout } from "./layout.ts";
import { CATEGORICAL, SURFACE } from "./palette.ts";
import { drawSquare, extentOf } from "./square_frame.ts";
import { element, key, type KeyEntry, round } from "./svg.ts";

/** A sample drawn on a decision surface. */
export interface DecisionPoint {
  /** Its value across. */
  readonly x: number;
  /** Its value upward. */
  readonly y: number;
  /** Its true class. */
  readonly label: number;
  /** Whether the network was trained on it. */
  readonly part: "training" | "test";
  /** Whether the network answers its label. */
  readonly correct: boolean;
}

/** What {@linkcode decisionSurface} shows. */
export interface Decisions {
  /** Coordinates of the grid across, ascending. */
  readonly xs: Float64Array;
  /** Coordinates of the grid upward, ascending. */
  readonly ys: Float64Array;
  /** Class at each grid point (ys × xs, row-major), if there are no probabilities. */
  readonly classes?: Int32Array;
  /** Probability of each class at each grid point (ys × xs × classes). */
  readonly probabilities?: Float64Array;
  /** Samples drawn on top. */
  readonly points?: readonly DecisionPoint[];
  /** A name per class. */
  readonly classNames: readonly string[];
  /** Name of the feature across. */
  readonly xName: string;
  /** Name of the feature upward. */
  readonly yName: string;
  /** Shown above the picture. */
  readonly title?: string;
}

/** Leads over the second class at which a region becomes darker. */
const LEADS = [0, 0.2, 0.4, 0.6, 0.8];
const OPACITY = 0.13;
const CLASSES_ONLY_OPACITY = 0.35;

/**
 * Which class the network answers where: regions by the most probable class,
 * the darker the larger its lead over the second one.
 */
export function decisionSurface(decisions: Decisions): Figure {
  return makeFigure({
    title: decisions.title ?? "What the network answers",
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () => decisionRows(decisions),
    draw: (context) =>
      drawDecisions(decisions, context, squareLayout(context.width, 0)),
  });
}

function drawDecisions(
  decisions: Decisions,
  context: FigureContext,
  layout: SquareLayout,
): SVGSVGElement {
  const { document } = context;
  const { xs, ys, classNames } = decisions;
  const points = decisions.points ?? [];
  const svg = drawSquare(context, layout, {
    x: extentOf(xs),
    y: extentOf(ys),
    xName: decisions.xName,
    yName: decisions.yName,
    equalUnits: false,
  }, (toPixels) => {
    const regions = xs.length < 2 || ys.length < 2
      ? []
      : classNames.map((_, k) => leadOf(decisions, k));
    return [
      ...regions.map((lead, k) =>
        drawRegion(document, { xs, ys, values: lead }, k, decisions, toPixels)
      ),
      ...points.map((point) =>
        drawPoint(document, point, toPixels.x(point.x), toPixels.y(point.y))
      ),
      ...regions.flatMap((lead, k) => {
        const place = heart(lead, xs, ys);
        if (!place) return [];
        return [element(document, "text", {
          x: toPixels.x(place.x),
          y: toPixels.y(place.y),
          dy: "0.32em",
          "text-anchor": "middle",
          "font-weight": 600,
          "font-size": 12,
          stroke: SURFACE,
          "stroke-width": 4,
          "stroke-opacity": 0.85,
          "stroke-linejoin": "round",
          "paint-order": "stroke",
        }, [classNames[k]])];
      }),
    ];
  });
  svg.appendChild(
    key(document, pointKey(points), layout.left + layout.side, 20),
  );
  return svg;
}

/** At each grid point, the probability of class k less the largest other one. */
function leadOf(
  { classes, probabilities, classNames }: Decisions,
  k: number,
): number[] {
  if (!probabilities) {
    return Array.from(classes ?? [], (c) => c === k ? 0.5 : -0.5);
  }
  const count = classNames.length;
  return Array.from({ length: probabilities.length / count }, (_, n) => {
    let other = count === 1 ? 0 : -Infinity;
    for (let c = 0; c < count; c++) {
      const p = probabilities[n * count + c];
      if (c !== k && p > other) other = p;
    }
    const lead = probabilities[n * count + k] - other;
    return Number.isFinite(lead) ? lead : -1;
  });
}

function drawRegion(
  document: Document,
  grid: Grid & { values: number[] },
  k: number,
  { probabilities }: Decisions,
  toPixels: { x: (x: number) => number; y: (y: number) => number },
): SVGGElement {
  const leads = probabilities ? LEADS : [0];
  return element(
    document,
    "g",
    {
      "aria-label": "region",
      fill: classColor(k),
      "fill-opacity": probabilities ? OPACITY : CLASSES_ONLY_OPACITY,
    },
    isolines(grid, grid.values, leads, toPixels).map((d, i) =>
      element(document, "path", {
        d,
        ...(i === 0 ? { stroke: SURFACE, "stroke-width": 1.5 } : {}),
      })
    ),
  );
}

function classColor(k: number): string {
  return CATEGORICAL[k % CATEGORICAL.length];
}

function drawPoint(
  document: Document,
  point: DecisionPoint,
  x: number,
  y: number,
): SVGGElement {
  const mark = point.part === "training"
    ? element(document, "circle", { cx: x, cy: y, r: 3 })
    : element(document, "path", {
      d: `M${round(x)},${round(y - 4)}l4,4l-4,4l-4,-4Z`,
    });
  return element(document, "g", {
    fill: classColor(point.label),
    stroke: SURFACE,
    "stroke-width": 1,
  }, [
    mark,
    ...(point.correct ? [] : [
      element(document, "circle", {
        cx: x,
        cy: y,
        r: 6.5,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.5,
      }),
    ]),
  ]);
}

/**
 * A place for the name of a region: the grid point that is farthest from where
 * the class leads no more (by rounds of erosion), for it lies in the midst.
 */
function heart(
  lead: readonly number[],
  xs: Float64Array,
  ys: Float64Array,
): { x: number; y: number } | undefined {
  const columns = xs.length;
  let inside = lead.flatMap((value, n) => value > 0 ? [n] : []);
  if (inside.length === 0) return undefined;
  const depth = new Int32Array(lead.length);
  for (let round = 1; inside.length > 0; round++) {
    for (const n of inside) depth[n] = round;
    inside = inside.filter((n) => {
      const i = n % columns;
      const j = (n - i) / columns;
      return i > 0 && i < columns - 1 && j > 0 && j < ys.length - 1 &&
        depth[n - 1] >= round && depth[n + 1] >= round &&
        depth[n - columns] >= round && depth[n + columns] >= round;
    });
  }
  const deepest = depth.reduce((max, d) => Math.max(max, d), 0);
  const places = [...depth.keys()].filter((n) => depth[n] === deepest);
  const place = places[places.length >> 1];
  return { x: xs[place % columns], y: ys[Math.floor(place / columns)] };
}

function pointKey(points: readonly DecisionPoint[]): KeyEntry[] {
  const entries: KeyEntry[] = [];
  if (points.some(({ part }) => part === "training")) {
    entries.push({ mark: "●", text: "training" });
  }
  if (points.some(({ part }) => part === "test")) {
    entries.push({ mark: "◆", text: "test" });
  }
  if (points.some(({ correct }) => !correct)) {
    entries.push({ mark: "◯", text: "wrong" });
  }
  return entries;
}

function decisionRows(
  { xs, ys, classes, probabilities, classNames }: Decisions,
): Record<string, string | number>[] {
  return Array.from({ length: xs.length * ys.length }, (_, n) => ({
    x: xs[n % xs.length],
    y: ys[Math.floor(n / xs.length)],
    ...(probabilities
      ? Object.fromEntries(
        classNames.map((
          name,
          k,
        ) => [
          `probability of ${name}`,
          probabilities[n * classNames.length + k],
        ]),
      )
      : { class: classNames[classes?.[n] ?? -1] ?? "" }),
  }));
}
