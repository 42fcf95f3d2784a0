import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import type { TrainingResult } from "../train/result.ts";
import {
  anyOf,
  checkArguments,
  checkOptions,
  holding,
  listOnlyOf,
  number,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import { lossAxis } from "./axis.ts";
import { envelopeMarks, envelopeOf } from "./envelope.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { formatNumber } from "./format.ts";
import { curveBox, drawFrame } from "./frame.ts";
import { curveHeight, MARGINS } from "./layout.ts";
import { CATEGORICAL, ROLES, SURFACE } from "./palette.ts";
import {
  lastFlowPoint,
  type Moment,
  type PhaseAxis,
  phaseAxis,
} from "./phase_axis.ts";
import { aPick, type FigurePick, type PickStops } from "./pick.ts";
import { fitted, shorten } from "./short_name.ts";
import { type Box, element, elide, type KeyEntry, textWidth } from "./svg.ts";

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
  /**
   * Marks of Observable Plot over the curves. Their y is a loss. Their x is a
   * time: of a single run as `trajectory.times` has it, also in the refinement;
   * among several runs of the flow. `{ time }` and `{ iteration }` say which
   * part is meant.
   */
  readonly marks?: readonly PlotMark[];
}

/** More curves than this are drawn thin and without names. */
const NAMED_CURVES = 8;
const LABEL_WIDTH = 110;
const LABEL_DISTANCE = 13;
/** Between the names of the two parts of an axis, in CSS pixels. */
const NAME_GAP = 8;
/** A dot per iteration as long as the dots do not touch. */
const DOTTED_ITERATIONS = 60;

interface CurvePoint {
  readonly run: number;
  readonly x: Moment;
  readonly y: number;
  readonly time: number;
}

/** What {@linkcode lossCurve} takes. */
export const lossCurveOptions: OptionTable<LossCurveOptions> = {
  title: text,
  at: number,
  pick: aPick,
  marks: someMarks,
};

const aResult = holding("the result of a training", {
  trajectory: holding("a trajectory", { times: numbers, losses: numbers }),
});

const someResults = anyOf(
  aResult,
  listOnlyOf(
    holding("a named result", { name: text, result: aResult }),
    "a list of results with their names, [{ name, result }]",
  ),
);

/**
 * Loss against training time: logarithmic in the loss and in 1 + t, with the
 * refinement, which counts iterations, in a part of its own on the right. A
 * loss of zero lies on the lower edge, labeled 0.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   figureToSvg,
 *   initialize,
 *   lossCurve,
 *   mlp,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const fit = train(objective, θ);
 * const svg = await figureToSvg(lossCurve(fit));
 * assert(svg.startsWith("<svg"));
 * ```
 */
export function lossCurve(
  results: TrainingResult | readonly NamedResult[],
  options: LossCurveOptions = {},
): Figure {
  checkArguments("draw the loss curve", { results }, { results: someResults });
  checkOptions("draw the loss curve", options, lossCurveOptions);
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
  { at, pick, marks }: LossCurveOptions,
  context: FigureContext,
): SVGSVGElement {
  const { document, width } = context;
  const height = curveHeight(width);
  const single = runs.length === 1;
  const thin = runs.length > NAMED_CURVES;
  const names = single || thin
    ? []
    : runs.map(({ name }) => elide(shorten(name), LABEL_WIDTH));
  const right = Math.max(
    MARGINS.right,
    ...names.map((name) => 14 + textWidth(name)),
  );
  const box = curveBox(width, height, { ...MARGINS, right });
  const x = phaseAxis(runs.map(({ result }) => result));
  const y = lossAxis(
    "Loss",
    runs.flatMap(({ result }) => [...result.trajectory.losses]),
    { isRunning: runs.some(({ result }) => result.status === "running") },
  );
  const curves = runs.map(({ result }, run) => curveOf(result, run));
  const finite = curves.map(({ flow, refinement }) =>
    [...flow, ...refinement].filter((point) => Number.isFinite(point.y))
  ).filter((points) => points.length > 0);
  const ends = finite.map((points) => points.at(-1)!);
  const color = ({ run }: CurvePoint) =>
    single ? ROLES.path : thin ? ROLES.plain : CATEGORICAL[run];
  const refinementColor = single ? ROLES.refinement : color;
  const place = { x: "x", y: "y" };
  const line = {
    ...place,
    z: "run",
    strokeWidth: thin ? 1 : 2,
    strokeOpacity: thin ? 0.5 : 1,
    ...(single ? {} : { ariaLabel: ({ run }: CurvePoint) => runs[run].name }),
  };
  const oscillating = curves.map(({ flow }) =>
    envelopeOf(
      flow.map(({ x }) => x),
      flow.map(({ y }) => y),
      x.place,
      box.width,
    )
  );
  const dotted = curves.filter(({ refinement }) =>
    !thin && refinement.length <= DOTTED_ITERATIONS
  );
  const svg = drawFrame(context, {
    height,
    box,
    x,
    y,
    look: "curve",
    marks: [
      phaseMarks(x, box),
      Plot.line(
        curves.flatMap(({ flow }, run) => oscillating[run] ? [] : flow),
        { ...line, stroke: color },
      ),
      curves.map(({ flow }, run) => {
        const envelope = oscillating[run];
        return envelope && envelopeMarks(
          envelope.low.map((i) => flow[i]),
          envelope.high.map((i) => flow[i]),
          {
            x: ({ x }) => x,
            y: ({ y }) => y,
            color: color(flow[0]),
            ...(single ? {} : { name: runs[run].name }),
          },
        );
      }),
      Plot.line(curves.flatMap(({ refinement }) => refinement), {
        ...line,
        stroke: refinementColor,
        ...(single || thin ? {} : { strokeDasharray: "4,3" }),
      }),
      Plot.dot(dotted.flatMap(({ refinement }) => refinement.slice(1)), {
        ...place,
        r: 2,
        fill: refinementColor,
        title: describe,
      }),
      Plot.dot(thin ? [] : finite.map(([start]) => start), {
        ...place,
        r: 4,
        fill: SURFACE,
        stroke: color,
        strokeWidth: 2,
        title: describe,
      }),
      Plot.dot(ends, {
        ...place,
        r: thin ? 2 : 4.5,
        fill: color,
        title: describe,
      }),
      Plot.dot(at === undefined ? [] : pointsAt(curves, at), {
        ...place,
        r: 7,
        stroke: color,
        strokeWidth: 2,
        title: describe,
      }),
    ],
    added: marks,
    key: keyEntries(runs, thin),
    ...(pick ? { pick, stops: stopsOf(curves, x) } : {}),
  });
  const ys = ends.map((end) => box.height * (1 - y.place(end.y)));
  const labels = spread(ys, box.height);
  svg.append(
    ...(names.length === 0 ? [] : ends).map(({ run }, i) =>
      element(document, "text", {
        x: width - right + 10,
        y: box.top + labels[i],
        dy: "0.32em",
        "text-anchor": "start",
      }, fitted(document, runs[run].name, LABEL_WIDTH))
    ),
  );
  return svg;
}

/**
 * What sets the refinement apart, and the flow's name, short and farther left
 * where it would run into that of the frame.
 */
function phaseMarks(axis: PhaseAxis, { left, width }: Box): Plot.Markish[] {
  const { name, parts, place } = axis;
  if (!parts) return [];
  const end = place(parts.flowEnd) * width;
  const free = width - textWidth(`${name} →`) - NAME_GAP;
  const [short] = parts.flowName.split(",");
  const words = [`${parts.flowName} →`, `${short} →`]
    .find((words) => textWidth(words) < Math.min(end, free) + left);
  return [
    Plot.ruleX([parts.between], {
      strokeOpacity: 0.35,
      strokeDasharray: "2,3",
    }),
    Plot.text(words ? [parts.flowEnd] : [], {
      x: (moment) => moment,
      text: [words],
      frameAnchor: "bottom",
      textAnchor: "end",
      dx: Math.min(0, free - end),
      dy: 33,
    }),
  ];
}

interface Curve {
  readonly flow: readonly CurvePoint[];
  readonly refinement: readonly CurvePoint[];
  readonly all: readonly CurvePoint[];
}

/** The last point of the flow stands twice, for the refinement starts there. */
function curveOf(result: TrainingResult, run: number): Curve {
  const { times, losses } = result.trajectory;
  const point = (i: number, x: Moment): CurvePoint => ({
    run,
    x,
    y: losses[i],
    time: times[i],
  });
  const start = Math.min(result.refineStart, times.length);
  const before = lastFlowPoint(result);
  const flow = Array.from(
    times.subarray(0, start),
    (time, i) => point(i, { time }),
  );
  const refinement = start === times.length ? [] : Array.from(
    times.subarray(before),
    (time, i) => point(before + i, { iteration: time - times[before] }),
  );
  return { flow, refinement, all: [...flow, ...refinement] };
}

/** Of each curve the last point at or before a time, or else its first. */
function pointsAt(curves: readonly Curve[], at: number): CurvePoint[] {
  return curves.map(({ all }) =>
    all.findLast(({ time }) => time <= at) ?? all[0]
  ).filter((point) => Number.isFinite(point?.y));
}

function describe({ y, time }: CurvePoint): string {
  return `loss ${y} at ${time}`;
}

/** Points as something to pick, in order of time. */
function stopsOf(curves: readonly Curve[], axis: PhaseAxis): PickStops {
  const points = curves.flatMap(({ all }) => all);
  // of a point that stands twice its first place
  const places = new Map(
    points.toReversed().map(({ time, x }) => [time, axis.place(x)]),
  );
  const values = [...places.keys()].sort((a, b) => a - b);
  return { values, places: values.map((time) => places.get(time)!) };
}

/** Moves labels apart that would overlap, between 0 and a limit. */
function spread(ys: readonly number[], limit: number): number[] {
  const order = [...ys.keys()].sort((i, j) => ys[i] - ys[j]);
  const places = order.map((i) => ys[i]);
  for (let i = 1; i < places.length; i++) {
    places[i] = Math.max(places[i], places[i - 1] + LABEL_DISTANCE);
  }
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(
      places[i],
      limit - (places.length - 1 - i) * LABEL_DISTANCE,
    );
  }
  return ys.map((_, i) => places[order.indexOf(i)]);
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
