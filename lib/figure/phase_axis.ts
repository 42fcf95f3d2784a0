import type { TrainingResult } from "../train/result.ts";
import { formatPowerOfTen } from "./format.ts";
import { decadeTicks, linearTicks, niceStep } from "./scale.ts";

/** Share of the axis for the flow where a refinement follows, and the gap. */
const FLOW_SHARE = 0.66;
const GAP = 0.07;
/** Least distance of a flow label from the first of the refinement, in px. */
const LABEL_GAP = 28;
const FIRST_ITERATIONS = 10;

/**
 * A horizontal axis from 0 to 1 in two parts: the time of the flow, or the steps
 * of an optimizer, logarithmic in 1 + t, then the refinement's iterations,
 * linear.
 */
export interface PhaseAxis {
  /** Where the flow's part ends. */
  readonly flowEnd: number;
  /** Where the refinement's part starts; absent without one. */
  readonly refinementStart?: number;
  /** Name of the flow's part. */
  readonly flowName: string;
  /** The last decade of the flow's part: it ends at 10^decades. */
  readonly decades: number;
  /** The last iteration of the refinement's part. */
  readonly iterations: number;
  /** From a time to the axis. */
  readonly placeTime: (time: number) => number;
  /** From an iteration, counted from the last flow point, to the axis. */
  readonly placeIteration: (iteration: number) => number;
}

/**
 * The axis for results. While a run may still come to its refinement, room is
 * kept for it, so that nothing jumps when it starts.
 */
export function layPhases(results: readonly TrainingResult[]): PhaseAxis {
  let lastTime = 0;
  let lastIteration = 0;
  let refined = false;
  for (const { status, trajectory: { times }, refineStart } of results) {
    const before = Math.min(Math.max(refineStart, 1), times.length) - 1;
    const last = times.length - 1;
    if (times[before] > lastTime) lastTime = times[before];
    if (refineStart <= last) {
      lastIteration = Math.max(lastIteration, times[last] - times[before]);
    }
    refined ||= refineStart <= last || status === "running";
  }
  const decades = lastTime < Infinity
    ? Math.max(1, Math.ceil(Math.log10(Math.max(1, lastTime))))
    : 1;
  const iterations = lastIteration <= FIRST_ITERATIONS
    ? FIRST_ITERATIONS
    : niceStep(lastIteration);
  const flowEnd = refined ? FLOW_SHARE : 1;
  const refinementStart = FLOW_SHARE + GAP;
  return {
    flowEnd,
    ...(refined ? { refinementStart } : {}),
    flowName: firstPhaseName(results),
    decades,
    iterations,
    placeTime: (t) =>
      Math.min(flowEnd, flowEnd * Math.log1p(t) / Math.log1p(10 ** decades)),
    placeIteration: (i) =>
      refinementStart + (1 - refinementStart) * Math.min(1, i / iterations),
  };
}

function firstPhaseName(results: readonly TrainingResult[]): string {
  const flow = results.some((result) => result.flow);
  const discrete = results.some((result) => result.discrete);
  if (flow && !discrete) return "flow time, log(1 + t)";
  return discrete && !flow ? "steps, log(1 + t)" : "time, log(1 + t)";
}

/** Places and labels of ticks, as many as fit a width in CSS pixels. */
export function phaseTicks(
  axis: PhaseAxis,
  width: number,
): { x: number; label: string }[] {
  const flowWidth = axis.flowEnd * width;
  const exponents = decadeTicks(
    { low: 0, high: axis.decades, zeros: false },
    flowWidth / 32,
  );
  const ticks = [{ x: 0, label: "0" }];
  for (const exponent of exponents) {
    const x = axis.placeTime(10 ** exponent);
    const room = ((axis.refinementStart ?? Infinity) - x) * width;
    if (x * width > 20 && room > LABEL_GAP) {
      ticks.push({ x, label: formatPowerOfTen(exponent) });
    }
  }
  if (axis.refinementStart !== undefined) {
    const count = Math.min(4, (1 - axis.refinementStart) * width / 32);
    for (const i of linearTicks(0, axis.iterations, count)) {
      ticks.push({ x: axis.placeIteration(i), label: String(i) });
    }
  }
  return ticks;
}
