import type { Objective } from "../objective/objective.ts";
import type { ResolvedTrainOptions } from "./options.ts";
import type { RecordedPoint, Recorder } from "./recorder.ts";
import type { PhaseReport, Status, TrainingResult } from "./result.ts";
import { statusSentence } from "./status.ts";

/** A run under way; the phases write into it. */
export interface Run {
  readonly objective: Objective;
  readonly initial: Float64Array;
  readonly start: RecordedPoint;
  readonly points: number;
  readonly began: number;
  /** Indices of the parameters that are not frozen. */
  readonly free: readonly number[];
  status: Status;
  steps: number;
  time: number;
  current: Float64Array;
  best: Float64Array;
  bestLoss: number;
  flowEnd: RecordedPoint;
  flowRecorder: Recorder | undefined;
  refineRecorder: Recorder | undefined;
  flow: PhaseReport | undefined;
  refine: PhaseReport | undefined;
}

/** A run that has not taken a step. */
export function startRun(
  objective: Objective,
  θ: Float64Array,
  { flow, points }: ResolvedTrainOptions,
): Run {
  const initial = θ.slice();
  const loss = objective.loss(initial);
  const start = { time: 0, parameters: initial, loss };
  const τ = flow?.timeScale ?? 1;
  const all = Array.from(initial, (_, i) => i);
  const free = typeof τ === "number" ? all : all.filter((i) => τ[i] !== 0);
  return {
    objective,
    initial,
    start,
    points,
    began: performance.now(),
    free,
    status: "completed", // with both phases left out
    steps: 0,
    time: 0,
    current: initial,
    best: initial.slice(),
    bestLoss: loss,
    flowEnd: start,
    flowRecorder: undefined,
    refineRecorder: undefined,
    flow: undefined,
    refine: undefined,
  };
}

/** Makes the point the best one if its loss is the lowest so far. */
export function keepBest(
  run: Run,
  loss: number,
  parameters: Float64Array,
): void {
  // also where the start has no finite loss
  if (!(loss < run.bestLoss || !(run.bestLoss < Infinity))) return;
  run.bestLoss = loss;
  run.best.set(parameters);
}

/** Points of a phase while it runs: few, as each may cost a loss. */
const previewPoints = 40;

/** The result so far; arrays that go on changing are copied. */
export function resultOf(run: Run, status: Status): TrainingResult {
  const { objective } = run;
  const gradient = objective.gradient(run.best);
  const choose = chooser(run, status);
  const flowPoints = flowPointsOf(run, choose);
  const refinePoints = refinePointsOf(run, choose);
  const all = [...flowPoints, ...refinePoints];
  for (const point of all) {
    if (Number.isNaN(point.loss)) point.loss = objective.loss(point.parameters);
  }
  return {
    status,
    sentence: sentenceOf(run, status),
    loss: run.bestLoss,
    parameters: run.best.slice(),
    gradientNorm: run.free.reduce(
      (max, i) => Math.max(max, Math.abs(gradient[i])),
      0,
    ),
    initialParameters: run.initial,
    flowParameters: run.flowEnd.parameters,
    trajectory: {
      times: Float64Array.from(all, (point) => point.time),
      parameters: all.map((point) => point.parameters),
      losses: Float64Array.from(all, (point) => point.loss),
    },
    refineStart: flowPoints.length,
    ...(run.flow === undefined ? {} : { flow: run.flow }),
    ...(run.refine === undefined ? {} : { refine: run.refine }),
    steps: run.steps,
    seconds: (performance.now() - run.began) / 1000,
    ...(objective.specification === undefined
      ? {}
      : { objective: objective.specification }),
  };
}

/** At most so many points of a recorder. */
type Choose = (
  recorder: Recorder | undefined,
  without: number,
) => RecordedPoint[];

function chooser({ points }: Run, status: Status): Choose {
  const few = Math.min(points, previewPoints);
  return status === "running"
    ? (recorder, without) => recorder?.preview(few - without) ?? []
    : (recorder, without) => recorder?.select(points - without) ?? [];
}

function flowPointsOf(run: Run, choose: Choose): RecordedPoint[] {
  const { start } = run;
  const end = run.flowEnd;
  if (end.time === 0) return [start];
  const between = choose(run.flowRecorder, 2);
  return [start, ...between.filter(({ time }) => time < end.time), end];
}

function refinePointsOf(run: Run, choose: Choose): RecordedPoint[] {
  const { refineRecorder, current, time, bestLoss } = run;
  const recorded = choose(refineRecorder, 1);
  if (recorded.length === 0 || recorded[recorded.length - 1].time === time) {
    return recorded;
  }
  return [...recorded, { time, parameters: current.slice(), loss: bestLoss }];
}

function sentenceOf(run: Run, status: Status): string {
  const sentence = statusSentence(status);
  if (status === "running" || status === "converged") return sentence;
  const phase = run.refine === undefined ? "flow" : "refinement";
  return `${sentence} (${phase}, step ${run.steps})`;
}
