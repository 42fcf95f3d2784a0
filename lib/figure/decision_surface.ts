import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import {
  checkOptions,
  flag,
  listOf,
  number,
  numbers,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import { pointsWith, someMarks } from "./shapes.ts";
import { extentOf, linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { drawFrame } from "./frame.ts";
import { gridPoint, regionAbove } from "./grid_contours.ts";
import { squareLayout } from "./layout.ts";
import { CATEGORICAL, SURFACE } from "./palette.ts";
import type { KeyEntry } from "./svg.ts";

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
  /** Marks of Observable Plot on top, in units of `xs` and `ys`. */
  readonly marks?: readonly PlotMark[];
}

/** Leads over the second class at which a region becomes darker. */
const LEADS = [0, 0.2, 0.4, 0.6, 0.8];
const OPACITY = 0.13;
const CLASSES_ONLY_OPACITY = 0.35;

/** What {@linkcode decisionSurface} takes. */
export const decisionSurfaceOptions: OptionTable<Decisions> = {
  xs: required(numbers),
  ys: required(numbers),
  classes: numbers,
  probabilities: numbers,
  points: pointsWith({ label: number, part: text, correct: flag }),
  classNames: required(listOf(text)),
  xName: required(text),
  yName: required(text),
  title: text,
  marks: someMarks,
};

/**
 * Which class the network answers where: regions by the most probable class,
 * the darker the larger its lead over the second one.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   decisionGrid,
 *   decisionSurface,
 *   initialize,
 *   mlp,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 2 softmax`;
 * const xs = Float64Array.of(-1, 0, 1);
 * const figure = decisionSurface({
 *   xs,
 *   ys: xs,
 *   probabilities: decisionGrid(net, initialize(net, { seed: 1 }), {
 *     axes: [0, 1],
 *     xs,
 *     ys: xs,
 *   }),
 *   classNames: ["inside", "outside"],
 *   xName: "x₁",
 *   yName: "x₂",
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function decisionSurface(decisions: Decisions): Figure {
  checkOptions("draw the decisions", decisions, decisionSurfaceOptions);
  return makeFigure({
    title: decisions.title ?? "What the network answers",
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () => decisionRows(decisions),
    draw: (context) => drawDecisions(decisions, context),
  });
}

function drawDecisions(
  decisions: Decisions,
  context: FigureContext,
): SVGSVGElement {
  const { xs, ys, classNames, probabilities, points = [] } = decisions;
  const { left, top, side, height } = squareLayout(context.width, 0);
  const leads = xs.length < 2 || ys.length < 2
    ? []
    : classNames.map((_, k) => leadOf(decisions, k));
  const regions = leads.flatMap((values, label) =>
    (probabilities ? LEADS : [0]).map((level) => ({
      ...regionAbove({ xs, ys, values }, values, level),
      label,
    }))
  );
  const color = ({ label }: { label: number }) =>
    CATEGORICAL[label % CATEGORICAL.length];
  const dots = (
    part: DecisionPoint["part"],
    symbol: "circle" | "diamond2",
    r: number,
  ) =>
    Plot.dot(points.filter((point) => point.part === part), {
      x: "x",
      y: "y",
      symbol,
      r,
      fill: color,
      stroke: SURFACE,
      strokeWidth: 1,
    });
  const hearts = leads.flatMap((lead, k) => heart(lead, xs, ys, classNames[k]));
  return drawFrame(context, {
    height,
    box: { left, top, width: side, height: side },
    x: linearAxis(decisions.xName, extentOf(xs)),
    y: linearAxis(decisions.yName, extentOf(ys)),
    look: "plane",
    clipped: [
      Plot.geo(regions, {
        fill: color,
        fillOpacity: probabilities ? OPACITY : CLASSES_ONLY_OPACITY,
        ariaLabel: () => "region",
      }),
      Plot.geo(regions.filter(({ value }) => value === 0), {
        stroke: SURFACE,
        strokeWidth: 1.5,
      }),
      dots("training", "circle", 3),
      dots("test", "diamond2", 3.6),
      Plot.dot(points.filter(({ correct }) => !correct), {
        x: "x",
        y: "y",
        r: 6.5,
      }),
      Plot.text(hearts, {
        x: "x",
        y: "y",
        text: "name",
        fontWeight: 600,
        fontSize: 12,
        fill: "currentColor",
        stroke: SURFACE,
        strokeWidth: 4,
        strokeOpacity: 0.85,
      }),
    ],
    grid: {
      xs,
      ys,
      what: "the answer",
      say: (n) =>
        Object.entries(answerAt(decisions, n))
          .map(([name, value]) => `${name} ${value}`).join(", "),
    },
    added: decisions.marks,
    key: pointKey(points),
  });
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

/**
 * A place for the name of a region: the grid point that is farthest from where
 * the class leads no more (by rounds of erosion), for it lies in the midst.
 */
function heart(
  lead: readonly number[],
  xs: Float64Array,
  ys: Float64Array,
  name: string,
): { x: number; y: number; name: string }[] {
  const columns = xs.length;
  let inside = lead.flatMap((value, n) => value > 0 ? [n] : []);
  if (inside.length === 0) return [];
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
  return [{ name, ...gridPoint({ xs, ys }, places[places.length >> 1]) }];
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
  decisions: Decisions,
): Record<string, string | number>[] {
  return Array.from(
    { length: decisions.xs.length * decisions.ys.length },
    (_, n) => ({ ...gridPoint(decisions, n), ...answerAt(decisions, n) }),
  );
}

/** The probability of each class at a grid point, or the class. */
function answerAt(
  { classes, probabilities, classNames }: Decisions,
  n: number,
): Record<string, string | number> {
  const count = classNames.length;
  return probabilities
    ? Object.fromEntries(
      classNames.map((name, k) => [
        `probability of ${name}`,
        probabilities[n * count + k],
      ]),
    )
    : { class: classNames[classes?.[n] ?? -1] ?? "" };
}
