import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { VerdictCount } from "../verdict/count_verdicts.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  listOnlyOf,
  type OptionTable,
  record,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { type Axis, bandAxis, linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { MARGINS } from "./layout.ts";
import { CATEGORICAL, SURFACE } from "./palette.ts";
import type { Panels } from "./panels.ts";
import { marks as badges } from "./verdict_badge.ts";

/** Some trainings of one kind, counted by verdict: see `countVerdicts`. */
export interface VerdictGroup {
  /** What they have in common. */
  readonly name: string;
  /** How they ended; empty while there are none. */
  readonly counts: readonly VerdictCount[];
}

/** The color of each verdict, the same in every figure. */
export const VERDICT_COLORS: Readonly<Record<VerdictCount["kind"], string>> = {
  "strict minimum": CATEGORICAL[0],
  "minimum, degenerate": CATEGORICAL[3],
  "saddle": CATEGORICAL[1],
  "saddle, degenerate": CATEGORICAL[8],
  "undecided": CATEGORICAL[7],
  "gradient-flat": CATEGORICAL[6],
  "escaping to infinity": CATEGORICAL[2],
  "not converged": CATEGORICAL[9],
  "none": CATEGORICAL[9],
};

const kinds = Object.keys(VERDICT_COLORS) as VerdictCount["kind"][];

const LABEL_WIDTH = 154;
const LEAST_PANEL = 110;
const PANEL_HEIGHT = 21 * kinds.length;
/** Room for the names of panels, and for ticks and the name of the axis. */
const ABOVE = 24;
const BELOW = 44;
const GAP = { across: 18, down: ABOVE + BELOW };

/** What {@linkcode verdictCounts} can be told besides the counts. */
export interface VerdictCountsOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /**
   * Marks of Observable Plot over the dots: x a share, y a verdict's kind, in
   * every panel, or with fx and fy, both the name of a group, in its own.
   */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode verdictCounts} takes. */
export const verdictCountsOptions: OptionTable<VerdictCountsOptions> = {
  title: text,
  marks: someMarks,
};

const someGroups = listOnlyOf(
  holding("a group", {
    name: text,
    counts: listOnlyOf(record, "a list of counts"),
  }),
  "a list of groups, each with name and counts",
);

/**
 * How many trainings ended with which verdict, a panel per group: the share of
 * each verdict as a dot, with the interval of probabilities that it agrees with
 * (95 %), and the count beside it.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { verdictCounts } from "@thalweg/thalweg";
 *
 * const figure = verdictCounts([{
 *   name: "width 4",
 *   counts: [{
 *     kind: "strict minimum",
 *     count: 3,
 *     share: 0.75,
 *     interval: [0.3, 0.95],
 *   }],
 * }]);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function verdictCounts(
  groups: readonly VerdictGroup[],
  options: VerdictCountsOptions = {},
): Figure {
  checkArguments("draw the verdicts", { groups }, { groups: someGroups });
  checkOptions("draw the verdicts", options, verdictCountsOptions);
  return makeFigure({
    title: options.title ?? "Where trainings end",
    span: "full",
    height: (width) => heightOf(layPanels(groups, width)),
    rows: () =>
      groups.flatMap(({ name, counts }) =>
        counts.map(({ kind, count, share, interval: [low, high] }) => ({
          group: name,
          verdict: kind,
          count,
          share,
          low,
          high,
        }))
      ),
    draw: (context) => drawCounts(groups, options.marks, context),
  });
}

function layPanels(groups: readonly VerdictGroup[], width: number): Panels {
  const room = width - LABEL_WIDTH - MARGINS.right + GAP.across;
  const most = Math.max(1, Math.floor(room / (LEAST_PANEL + GAP.across)));
  // as many in each row as there are rows of them
  const rows = Math.max(1, Math.ceil(groups.length / most));
  const columns = Math.max(1, Math.ceil(groups.length / rows));
  return {
    names: groups.map(({ name }) => name),
    titles: groups.map(({ name, counts }) => {
      const runs = counts.reduce((sum, { count }) => sum + count, 0);
      return `${name}: ${runs === 1 ? "1 run" : `${runs} runs`}`;
    }),
    columns,
    rows,
    large: true,
    rules: [0, 0.5, 1],
    gap: GAP,
  };
}

function heightOf({ rows }: Panels): number {
  return ABOVE + rows * (PANEL_HEIGHT + GAP.down) - GAP.down + BELOW;
}

const kindAxis: Axis = { ...bandAxis("", kinds), ticks: () => [] };

const shareAxis: Axis = {
  ...linearAxis("share of runs, with its 95 % interval", [0, 1]),
  ticks: () => [
    { value: 0, label: "0" },
    { value: 0.5, label: "50" },
    { value: 1, label: "100 %" },
  ],
};

function drawCounts(
  groups: readonly VerdictGroup[],
  marks: readonly PlotMark[] | undefined,
  context: FigureContext,
): SVGSVGElement {
  const panels = layPanels(groups, context.width);
  const height = heightOf(panels);
  const points = groups.flatMap(({ counts }, panel) =>
    counts.map((each) => ({ ...each, panel, words: describe(each) }))
  );
  const seen = points.filter(({ count }) => count > 0);
  const place = { fx: "panel", fy: "panel", y: "kind", title: "words" };
  const color = ({ kind }: VerdictCount) => VERDICT_COLORS[kind];
  const interval = (
    data: readonly VerdictCount[],
    options: Plot.RuleYOptions,
  ) =>
    Plot.ruleY(data, {
      ...place,
      x1: ({ interval }: VerdictCount) => interval[0],
      x2: ({ interval }: VerdictCount) => interval[1],
      stroke: color,
      strokeLinecap: "round",
      ...options,
    });
  // beside the interval, on the side where there is room
  const number = (data: readonly VerdictCount[], end: 0 | 1) =>
    Plot.text(data, {
      ...place,
      x: ({ interval }: VerdictCount) => interval[end],
      text: "count",
      textAnchor: end === 1 ? "start" : "end",
      dx: end === 1 ? 6 : -6,
    });
  return drawFrame(context, {
    height,
    box: curveBox(context.width, height, {
      top: ABOVE,
      right: MARGINS.right,
      bottom: BELOW,
      left: LABEL_WIDTH,
    }),
    x: shareAxis,
    y: kindAxis,
    look: "curve",
    panels,
    marks: [
      kindNames(),
      interval(points.filter(({ count }) => count === 0), {
        strokeWidth: 2,
        strokeOpacity: 0.25,
      }),
      interval(seen, { strokeWidth: 4, strokeOpacity: 0.4 }),
      Plot.dot(seen, {
        ...place,
        x: "share",
        r: 4.5,
        fill: color,
        stroke: SURFACE,
        strokeWidth: 1,
      }),
      number(seen.filter(({ interval }) => interval[1] < 0.8), 1),
      number(seen.filter(({ interval }) => interval[1] >= 0.8), 0),
    ],
    added: marks,
  });
}

/** Left of each row of panels, the word for a verdict and its mark. */
function kindNames(): Plot.Markish[] {
  const options = {
    y: (kind: VerdictCount["kind"]) => kind,
    frameAnchor: "left",
    textAnchor: "end",
    facetAnchor: "left",
  } as const;
  return [
    Plot.text(kinds, { ...options, text: wordsFor, dx: -24 }),
    Plot.text(kinds, {
      ...options,
      text: (kind: VerdictCount["kind"]) =>
        kind === "none" ? "×" : badges[kind],
      fill: (kind: VerdictCount["kind"]) => VERDICT_COLORS[kind],
      dx: -10,
    }),
  ];
}

function wordsFor(kind: VerdictCount["kind"]): string {
  return kind === "none" ? "no verdict" : kind;
}

function describe(
  { kind, count, interval }: VerdictCount,
): string {
  const [low, high] = interval.map((share) => Math.round(100 * share));
  return `${
    wordsFor(kind)
  }: ${count}, that is between ${low} and ${high} % of all`;
}
