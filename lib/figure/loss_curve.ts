import * as Plot from "@observablehq/plot";
import type { TrainingResult } from "../train/result.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveHeight, MARGINS } from "./layout.ts";
import { layPhases, type PhaseAxis, phaseTicks } from "./phase_axis.ts";
import { CATEGORICAL, ROLES, SURFACE } from "./palette.ts";
import { type FigurePick, pickArea, type PickStops } from "./pick.ts";
import { fitting, framedPlot, GRID_OPACITY } from "./plot_frame.ts";
import { type LossScale, lossScale } from "./scale.ts";
import { elide, key, type KeyEntry, textWidth } from "./svg.ts";

/** A training result with a name to tell it from others. */
export interface NamedResult {
  /** Shown at the end of its curve. */
  readonly name: string;
  /** The run, finished or not. */
  readonly result: TrainingResult;
}

/** What {@linkcode lossCurve} shows besides the curves. */
export interface LossCurveOptions {
  /** Default: "Loss along training". */
  readonly title?: string;
  /**
   * A time to mark on every curve: a ring around the last stored point at or
   * before it. Default: none.
   */
  readonly at?: number;
  /** Sets an input to the time of the stored point that is clicked. */
  readonly pick?: FigurePick;
}

/** More curves than this are drawn thin and without names. */
const NAMED_CURVES = 8;
const LABEL_WIDTH = 110;
const LABEL_DISTANCE = 13;
/** A dot per iteration as long as the dots do not touch. */
const DOTTED_ITERATIONS = 60;

interface CurvePoint {
  readonly run: number;
  readonly x: number;
  readonly y: number;
  readonly time: number;
  readonly words: string;
}

/**
 * Loss against training time: logarithmic in the loss and in 1 + t, with the
 * refinement, which counts iterations, in a part of its own on the right. A
 * loss of zero lies on the lower edge, labeled 0.
 */
export function lossCurve(
  results: TrainingResult | readonly NamedResult[],
  options: LossCurveOptions = {},
): Figure {
  const runs = "trajectory" in results
    ? [{ name: "", result: results }]
    : results;
  return makeFigure({
    title: options.title ?? "Loss along training",
    span: "half",
    height: curveHeight,
    rows: () => lossRows(runs),
    draw: (context) => drawCurves(runs, options, context),
    ...(options.pick ? { pick: options.pick } : {}),
  });
}

function drawCurves(
  runs: readonly NamedResult[],
  { at, pick }: LossCurveOptions,
  context: FigureContext,
): SVGSVGElement {
  const { document, width } = context;
  const height = curveHeight(width);
  const losses = lossScale(
    runs.flatMap(({ result }) => [...result.trajectory.losses]),
  );
  const phases = layPhases(runs.map(({ result }) => result));
  const named = runs.length > 1 && runs.length <= NAMED_CURVES;
  const names = runs.map(({ name }) => elide(name, LABEL_WIDTH));
  const marginRight = named
    ? Math.max(MARGINS.right, 14 + Math.max(...names.map((n) => textWidth(n))))
    : MARGINS.right;
  const innerWidth = width - MARGINS.left - marginRight;
  const innerHeight = height - MARGINS.top - MARGINS.bottom;
  const points = runs.map(({ result }, run) =>
    curvePoints(result, run, losses, phases)
  );
  const marked = at === undefined
    ? []
    : points.map((run) => pointAt(run.all, at) ?? run.all[0])
      .filter((p) => Number.isFinite(p?.y));
  const ends = points.map((run) => run.all.filter((p) => Number.isFinite(p.y)))
    .filter((run) => run.length > 0);
  const color = (run: number) =>
    runs.length === 1 ? ROLES.path : named ? CATEGORICAL[run] : ROLES.plain;
  const thin = runs.length > NAMED_CURVES;
  const line = (data: readonly CurvePoint[], stroke: string, dash?: string) =>
    Plot.line(data, {
      x: "x",
      y: "y",
      stroke,
      strokeWidth: thin ? 1 : 2,
      strokeOpacity: thin ? 0.5 : 1,
      strokeLinejoin: "round",
      ...(dash ? { strokeDasharray: dash } : {}),
    });
  const plot = framedPlot(context, height, {
    marginRight,
    x: { type: "linear", domain: [0, 1], axis: null },
    y: { type: "linear", domain: [...losses.domain], axis: null },
    marks: [
      ...axes(losses, phases, innerWidth, innerHeight),
      ...points.flatMap((run, i) => [
        line(run.flow, color(i)),
        line(
          run.refinement,
          runs.length === 1 ? ROLES.refinement : color(i),
          runs.length === 1 || thin ? undefined : "4,3",
        ),
      ]),
      ...points.filter((run) =>
        !thin && run.refinement.length <= DOTTED_ITERATIONS
      ).map((run) =>
        Plot.dot(run.refinement.slice(1), {
          x: "x",
          y: "y",
          r: 2,
          fill: runs.length === 1 ? ROLES.refinement : color(run.run),
          title: "words",
        })
      ),
      Plot.dot(thin ? [] : ends.map((run) => run[0]), {
        x: "x",
        y: "y",
        r: 4,
        fill: SURFACE,
        stroke: (p: CurvePoint) => color(p.run),
        strokeWidth: 2,
        title: "words",
      }),
      Plot.dot(ends.map((run) => run[run.length - 1]), {
        x: "x",
        y: "y",
        r: thin ? 2 : 4.5,
        fill: (p: CurvePoint) => color(p.run),
        title: "words",
      }),
      ...(marked.length > 0
        ? [
          Plot.dot(marked, {
            x: "x",
            y: "y",
            r: 7,
            fill: "none",
            stroke: (p: CurvePoint) => color(p.run),
            strokeWidth: 2,
            title: "words",
          }),
        ]
        : []),
      ...(named
        ? [
          Plot.text(
            spreadLabels(ends.map((run) => run.at(-1)!), (y) => {
              const [low, high] = losses.domain;
              return innerHeight * (high - y) / (high - low);
            }),
            {
              frameAnchor: "right",
              textAnchor: "start",
              dx: 10,
              y: "y",
              text: (p: CurvePoint) => names[p.run],
            },
          ),
        ]
        : []),
    ],
  });
  plot.appendChild(key(
    document,
    keyEntries(runs, thin),
    width - marginRight,
    12,
  ));
  if (pick) {
    const box = {
      left: MARGINS.left,
      top: MARGINS.top,
      width: innerWidth,
      height: innerHeight,
    };
    plot.appendChild(pickArea(document, pick, box, stopsOf(points)));
  }
  return plot;

  /** Moves labels apart that would overlap; y stays in axis units. */
  function spreadLabels(
    labels: readonly CurvePoint[],
    pixel: (y: number) => number,
  ): CurvePoint[] {
    const perPixel = (losses.domain[1] - losses.domain[0]) / innerHeight;
    const sorted = labels.toSorted((a, b) => pixel(a.y) - pixel(b.y));
    const places = sorted.map((p) => pixel(p.y));
    for (let i = 1; i < places.length; i++) {
      places[i] = Math.max(places[i], places[i - 1] + LABEL_DISTANCE);
    }
    let limit = innerHeight;
    for (let i = places.length - 1; i >= 0; i--, limit -= LABEL_DISTANCE) {
      places[i] = Math.min(places[i], limit);
    }
    return sorted.map((p, i) => ({
      ...p,
      y: losses.domain[1] - places[i] * perPixel,
    }));
  }
}

function axes(
  losses: LossScale,
  phases: PhaseAxis,
  width: number,
  height: number,
): Plot.Markish[] {
  const lossTicks = losses.ticks(fitting(height, 28));
  const timeTicks = phaseTicks(phases, width);
  const labels = phases.refinementStart === undefined
    ? [{ x: phases.flowEnd, words: `${phases.flowName} →` }]
    : [
      { x: phases.flowEnd, words: `${phases.flowName} →` },
      { x: 1, words: "iteration →" },
    ];
  return [
    Plot.gridY(lossTicks, { strokeOpacity: GRID_OPACITY }),
    Plot.axisY(lossTicks, {
      tickFormat: losses.label,
      tickSize: 0,
      label: "↑ Loss",
      labelAnchor: "top",
      labelArrow: "none",
      labelOffset: MARGINS.left - 8,
    }),
    Plot.ruleX(
      phases.refinementStart === undefined ? [] : [
        phases.flowEnd / 2 + phases.refinementStart / 2,
      ],
      { strokeOpacity: 0.35, strokeDasharray: "2,3" },
    ),
    Plot.axisX(timeTicks.map((tick) => tick.x), {
      tickFormat: (_: number, i: number) => timeTicks[i].label,
      tickSize: 4,
      tickPadding: 3,
      label: null,
    }),
    Plot.text(labels, {
      x: "x",
      frameAnchor: "bottom",
      textAnchor: "end",
      lineAnchor: "top",
      dy: 25,
      text: "words",
    }),
  ];
}

function curvePoints(
  result: TrainingResult,
  run: number,
  losses: LossScale,
  phases: PhaseAxis,
): {
  run: number;
  all: CurvePoint[];
  flow: CurvePoint[];
  refinement: CurvePoint[];
} {
  const { times } = result.trajectory;
  const start = Math.min(result.refineStart, times.length);
  const point = (i: number, x: number): CurvePoint => ({
    run,
    x,
    y: losses.place(result.trajectory.losses[i]),
    time: times[i],
    words: `loss ${result.trajectory.losses[i]} at ${times[i]}`,
  });
  const flow: CurvePoint[] = [];
  for (let i = 0; i < start; i++) {
    flow.push(point(i, phases.placeTime(times[i])));
  }
  const refinement: CurvePoint[] = [];
  const before = Math.max(0, start - 1);
  for (let i = before; i < times.length && start < times.length; i++) {
    refinement.push(point(i, phases.placeIteration(times[i] - times[before])));
  }
  return { run, flow, refinement, all: [...flow, ...refinement] };
}

/** The stored points of all runs as something to pick, in order of time. */
function stopsOf(runs: readonly { readonly all: CurvePoint[] }[]): PickStops {
  // Where the refinement begins a point stands twice.
  const places = new Map(
    runs.flatMap(({ all }) => all).reverse().map(({ time, x }) => [time, x]),
  );
  const stops = [...places].sort(([a], [b]) => a - b);
  return {
    values: stops.map(([time]) => time),
    places: stops.map(([, x]) => x),
  };
}

/** The last of the points, ascending in time, at or before a time. */
function pointAt(
  points: readonly CurvePoint[],
  time: number,
): CurvePoint | undefined {
  return points.findLast((point) => point.time <= time);
}

function keyEntries(runs: readonly NamedResult[], thin: boolean): KeyEntry[] {
  if (runs.length === 1) {
    const { result } = runs[0];
    const now = result.status === "running" ? "now" : "end";
    if (result.trajectory.losses.length === 0) return [];
    return [{
      mark: "●",
      color: ROLES.path,
      text: `${now} ${formatNumber(result.trajectory.losses.at(-1)!, 3)}`,
    }];
  }
  return thin ? [{ text: `${runs.length} runs` }] : [];
}

function lossRows(
  runs: readonly NamedResult[],
): Record<string, string | number>[] {
  return runs.flatMap(({ name, result }) =>
    Array.from(result.trajectory.times, (time, i) => ({
      ...(runs.length > 1 ? { run: name } : {}),
      phase: i >= result.refineStart
        ? "refinement"
        : result.discrete
        ? "optimizer"
        : "flow",
      time,
      loss: result.trajectory.losses[i],
    }))
  );
}
