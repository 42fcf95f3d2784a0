import type { Objective } from "../objective/objective.ts";
import {
  makeRecorder,
  type Recorder,
  type TrainingHistory,
} from "../optimize/mod.ts";
import type { Status } from "../status.ts";
import { sentenceOf } from "./sentence.ts";
import type { TrainOptions } from "./options.ts";
import { type ResolvedTrainOptions, resolveOptions } from "./options.ts";
import type { PhaseReport, TrainingResult } from "./result.ts";
import type { PhaseState } from "./resume_state.ts";

/** The phases of a training. */
export type PhaseName = "flow" | "discrete" | "refine";

/** A point of the trajectory. */
export interface RecordedPoint {
  readonly time: number;
  readonly parameters: Float64Array;
  /** NaN until it is asked for. */
  loss: number;
}

/** A run under way; the phases write into it. */
export interface Run {
  readonly objective: Objective;
  readonly options: ResolvedTrainOptions;
  readonly initial: Float64Array;
  /** Indices of the parameters that are not frozen. */
  readonly free: readonly number[];
  /** When it began; earlier if it goes on from another. */
  readonly began: number;
  /** The phase that runs or ran last. */
  phase: PhaseName | undefined;
  status: Status;
  steps: number;
  readonly best: Float64Array;
  bestLoss: number;
  /** Where it stands; its parameters may be reused by the solver. */
  last: RecordedPoint;
  /** The trajectory of phases that have ended. */
  ended: RecordedPoint[];
  refineStart: number | undefined;
  /** Where the first phase ended. */
  flowEnd: RecordedPoint | undefined;
  /** The trajectory of the phase under way, but for its last point. */
  recorder: Recorder<RecordedPoint>;
  readonly reports: { [phase in PhaseName]?: PhaseReport };
  /** What a discrete optimizer has logged so far, if it was asked to. */
  history: (() => TrainingHistory) | undefined;
  /** How to go on from here. */
  resume: () => PhaseState;
}

/** The first phase records in log(1 + t) from here on: below any step. */
const finest = { spacing: 2 ** -40, indices: [] };
/** The refinement counts steps. */
const everyStep = { spacing: 1, indices: [] };

/** A run that has not taken a step, or none since the other one stopped. */
export function startRun(
  objective: Objective,
  θ: Float64Array,
  given: TrainOptions,
): Run {
  const options = resolveOptions(given, objective);
  const { resumeFrom } = given;
  return resumeFrom
    ? resumedRun(objective, resumeFrom, options)
    : freshRun(objective, θ, options);
}

function freshRun(
  objective: Objective,
  θ: Float64Array,
  options: ResolvedTrainOptions,
): Run {
  const { flow, discrete } = options;
  const initial = θ.slice();
  const loss = objective.loss(initial);
  const start = { time: 0, parameters: initial, loss };
  const recorder = makeRecorder<RecordedPoint>(options.points - 1, finest);
  recorder.add(0, start);
  return {
    objective,
    options,
    initial,
    free: freeIndices(initial.length, (discrete ?? flow)?.timeScale),
    began: performance.now(),
    phase: undefined,
    status: "completed", // with all phases left out
    steps: 0,
    best: initial.slice(),
    bestLoss: loss,
    last: start,
    ended: [],
    refineStart: undefined,
    flowEnd: undefined,
    recorder,
    reports: {},
    history: undefined,
    resume: () => ({ phase: "refine" }),
  };
}

function resumedRun(
  objective: Objective,
  from: TrainingResult,
  options: ResolvedTrainOptions,
): Run {
  const { resume, trajectory, refineStart, flow, discrete, refine, history } =
    from;
  const points = Array.from(trajectory.times, (time, k): RecordedPoint => ({
    time,
    parameters: trajectory.parameters[k],
    loss: trajectory.losses[k],
  }));
  const refining = resume.phase === "refine";
  const begin = refining ? refineStart : 0;
  const kept = points.slice(begin, begin + resume.recorded.indices.length);
  // the point where the other run stopped may have been judged out of turn
  const best = resume.phase === "discrete" ? resume.optimizer.best : from;
  const timeScale = (options.discrete ?? options.flow)?.timeScale ??
    (resume.phase === "discrete" ? resume.optimizer.timeScale : 1);
  return {
    objective,
    options,
    initial: from.initialParameters.slice(),
    free: freeIndices(from.initialParameters.length, timeScale),
    began: performance.now() - 1000 * from.seconds,
    phase: resume.phase,
    status: "completed",
    steps: from.steps,
    best: best.parameters.slice(),
    bestLoss: best.loss,
    last: points[points.length - 1],
    ended: points.slice(0, begin),
    refineStart: refining ? refineStart : undefined,
    flowEnd: refining ? points[refineStart - 1] : undefined,
    recorder: makeRecorder(options.points - 1, resume.recorded, kept),
    reports: {
      ...(flow && { flow }),
      ...(discrete && { discrete }),
      ...(refine && { refine }),
    },
    history: history && (() => history),
    resume: () => resume,
  };
}

function freeIndices(
  p: number,
  timeScale: number | ArrayLike<number> = 1,
): readonly number[] {
  return Array.from({ length: p }, (_, i) => i).filter((i) =>
    (typeof timeScale === "number" ? timeScale : timeScale[i]) !== 0
  );
}

/** Makes the point the best one if its loss is the lowest so far. */
export function keepBest(
  run: Run,
  loss: number,
  parameters: Float64Array,
): void {
  // also where the start has no finite loss
  if (!(loss < run.bestLoss || Number.isNaN(run.bestLoss))) return;
  run.bestLoss = loss;
  run.best.set(parameters);
}

/** Ends the first phase, if it has not ended: what follows is the refinement. */
export function beginRefinement(run: Run): void {
  if (run.refineStart !== undefined) return;
  run.ended = pointsOf(run);
  run.flowEnd = run.ended[run.ended.length - 1];
  run.refineStart = run.ended.length;
  run.recorder = makeRecorder(run.options.points - 1, everyStep);
}

/** Points of the flow while it runs: few, as each may cost a loss. */
const previewPoints = 40;

/** The result so far; arrays that go on changing are copied. */
export function resultOf(run: Run, status: Status): TrainingResult {
  const { objective, best } = run;
  const recorder = status === "running" && run.phase === "flow"
    ? makeRecorder(previewPoints, run.recorder.state(), run.recorder.items())
    : run.recorder;
  const all = pointsOf({ ...run, recorder });
  for (const point of all) {
    if (Number.isNaN(point.loss)) point.loss = objective.loss(point.parameters);
  }
  const flowEnd = run.flowEnd ?? all[all.length - 1];
  const gradientNorm = freeNorm(run, objective.gradient(best));
  const plain = objective.unpenalized?.();
  return {
    status,
    sentence: sentenceOf(run, status, { loss: run.bestLoss, gradientNorm }),
    loss: run.bestLoss,
    parameters: best.slice(),
    gradientNorm,
    unpenalized: plain
      ? {
        loss: plain.loss(best),
        gradientNorm: freeNorm(run, plain.gradient(best)),
      }
      : { loss: run.bestLoss, gradientNorm },
    initialParameters: run.initial,
    flowParameters: flowEnd.parameters,
    flowLoss: flowEnd.loss,
    trajectory: {
      times: Float64Array.from(all, (point) => point.time),
      parameters: all.map((point) => point.parameters),
      losses: Float64Array.from(all, (point) => point.loss),
    },
    refineStart: run.refineStart ?? all.length,
    ...run.reports,
    ...(run.history && { history: run.history() }),
    steps: run.steps,
    seconds: (performance.now() - run.began) / 1000,
    resume: { ...run.resume(), recorded: recorder.state() },
    ...(objective.specification === undefined
      ? {}
      : { objective: objective.specification }),
  };
}

function freeNorm({ free }: Run, gradient: Float64Array): number {
  return free.reduce((max, i) => Math.max(max, Math.abs(gradient[i])), 0);
}

/** The trajectory so far, with the point where the run stands. */
function pointsOf({ ended, recorder, last }: Run): RecordedPoint[] {
  const points = [...ended, ...recorder.items()];
  if (last.time > points[points.length - 1].time) {
    points.push({ ...last, parameters: last.parameters.slice() });
  }
  return points;
}
