import type { TrainingResult } from "../train/result.ts";
import type { Axis, Tick } from "./axis.ts";
import { formatPowerOfTen } from "./format.ts";
import { decadeTicks, linearTicks, niceStep, roomFor } from "./scale.ts";

/** Share of the axis for the flow where a refinement follows, and the gap. */
const FLOW_SHARE = 0.66;
const GAP = 0.07;
/** Least distances of labels: from zero, from each other, between the parts. */
const FIRST_LABEL = 20;
const LABEL_DISTANCE = 32;
const LABEL_GAP = 28;
const FIRST_ITERATIONS = 10;

/**
 * A moment of a training. A number is a time as `trajectory.times` has it,
 * which counts on through the refinement: this says all of a single run. Among
 * several, whose flows end at different times, a number is a time of the flow.
 */
export type Moment =
  | number
  /** Time of the flow. */
  | { readonly time: number }
  /** Iteration of the refinement, from the last point of the flow. */
  | { readonly iteration: number };

/**
 * A horizontal axis in two parts: the time of the flow, or the steps of an
 * optimizer, logarithmic in 1 + t, then the refinement's iterations, linear.
 * Plot has no such scale: it gets the place, 0 … 1, of a {@linkcode Moment}.
 */
export interface PhaseAxis extends Axis {
  /** The flow's part, where it is not the whole, and what is beside it. */
  readonly parts?: {
    readonly flowName: string;
    readonly flowEnd: Moment;
    /** In the middle of the gap. */
    readonly between: Moment;
  };
  readonly place: (moment: Moment) => number;
}

/**
 * The axis for results. While a run may still come to its refinement, room is
 * kept for it, so that nothing jumps when it starts; and room ahead, which is
 * given back when it ends.
 */
export function phaseAxis(results: readonly TrainingResult[]): PhaseAxis {
  let lastTime = 0;
  let lastIteration = 0;
  let refined = false;
  const isRunning = results.some(({ status }) => status === "running");
  for (const result of results) {
    const { status, trajectory: { times }, refineStart } = result;
    const before = lastFlowPoint(result);
    const last = times.length - 1;
    if (times[before] > lastTime) lastTime = times[before];
    if (refineStart <= last) {
      lastIteration = Math.max(lastIteration, times[last] - times[before]);
    }
    refined ||= refineStart <= last || status === "running";
  }
  const shownDecades = lastTime < Infinity
    ? Math.max(1, Math.ceil(Math.log10(Math.max(1, lastTime))))
    : 1;
  const shownIterations = lastIteration <= FIRST_ITERATIONS
    ? FIRST_ITERATIONS
    : niceStep(lastIteration);
  const decades = isRunning ? roomFor(shownDecades, 4, 2) : shownDecades;
  const iterations = isRunning
    ? 10 ** roomFor(Math.log10(shownIterations), 2, 2)
    : shownIterations;
  const flowEnd = refined ? FLOW_SHARE : 1;
  const refinementStart = FLOW_SHARE + GAP;
  const momentOf = results.length === 1
    ? (time: number) => momentIn(results[0], time)
    : (time: number) => ({ time });
  const place = (moment: Moment): number => {
    if (typeof moment === "number") return place(momentOf(moment));
    return "time" in moment
      ? Math.min(
        flowEnd,
        flowEnd * Math.log1p(moment.time) / Math.log1p(10 ** decades),
      )
      : refinementStart +
        (1 - refinementStart) * Math.min(1, moment.iteration / iterations);
  };
  const flowName = firstPhaseName(results);
  return {
    name: refined ? "iteration" : flowName,
    scale: { type: "linear", domain: [0, 1], transform: place },
    place,
    read: (moment) => {
      const at = typeof moment === "number"
        ? momentOf(moment)
        : moment as Exclude<Moment, number>;
      return "time" in at
        ? `${flowName.split(",")[0]} ${at.time}`
        : `iteration ${at.iteration}`;
    },
    ticks: (_, length) => [
      ...flowTicks(decades, flowEnd, place, length),
      ...refined
        ? iterationTicks(iterations, (1 - refinementStart) * length)
        : [],
    ],
    ...(refined
      ? {
        parts: {
          flowName,
          flowEnd: { time: 10 ** decades },
          between: {
            iteration: -iterations * GAP / 2 / (1 - refinementStart),
          },
        },
      }
      : {}),
  };
}

/** Where in a run a time of its trajectory is: in the flow, or after it. */
function momentIn(
  result: TrainingResult,
  time: number,
): Exclude<Moment, number> {
  const { trajectory: { times }, refineStart } = result;
  const end = times[lastFlowPoint(result)];
  const refining = refineStart < times.length &&
    (time > end || refineStart === 0);
  return refining ? { iteration: time - end } : { time };
}

/** Index of the last point before the refinement, from which it counts. */
export function lastFlowPoint({ refineStart, trajectory }: TrainingResult) {
  return Math.min(Math.max(refineStart, 1), trajectory.times.length) - 1;
}

function firstPhaseName(results: readonly TrainingResult[]): string {
  const flow = results.some((result) => result.flow);
  const discrete = results.some((result) => result.discrete);
  if (flow && !discrete) return "flow time, log(1 + t)";
  return discrete && !flow ? "steps, log(1 + t)" : "time, log(1 + t)";
}

/** Ticks at zero and at powers of ten, with room to the refinement's first. */
function flowTicks(
  decades: number,
  flowEnd: number,
  place: (moment: Moment) => number,
  length: number,
): Tick[] {
  const powers = decadeTicks(
    { low: 0, high: decades, zeros: false },
    flowEnd * length / LABEL_DISTANCE,
  ).map((exponent) => ({
    value: { time: 10 ** exponent },
    label: formatPowerOfTen(exponent),
  }));
  const gap = flowEnd < 1 ? GAP * length : Infinity;
  return [
    { value: { time: 0 }, label: "0" },
    ...powers.filter(({ value }) => {
      const x = place(value) * length;
      return x > FIRST_LABEL && flowEnd * length + gap - x > LABEL_GAP;
    }),
  ];
}

function iterationTicks(iterations: number, length: number): Tick[] {
  return linearTicks(0, iterations, Math.min(4, length / LABEL_DISTANCE))
    .map((iteration) => ({ value: { iteration }, label: String(iteration) }));
}
