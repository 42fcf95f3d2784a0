import { gradientFlowSteps } from "../flow/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { minimizeSteps } from "../optimize/mod.ts";
import {
  countedObjective,
  type EvaluationCounts,
} from "./counted_objective.ts";
import {
  type ResolvedTrainOptions,
  resolveOptions,
  type TrainOptions,
} from "./options.ts";
import { evenRecorder } from "./recorder.ts";
import { restrictedObjective } from "./restricted_objective.ts";
import type { PhaseReport, Status, TrainingResult } from "./result.ts";
import { keepBest, resultOf, type Run, startRun } from "./run.ts";
import { expm1, log1p } from "../special/mod.ts";

/** An accepted step of the training, of either phase. */
export interface TrainStep {
  /** Which phase the step belongs to. */
  readonly phase: "flow" | "refine";
  /** Counts the accepted steps of both phases from 1. */
  readonly step: number;
  /** Flow time; refinement continues it by counting one per step. */
  readonly time: number;
  /** L after the step. */
  readonly loss: number;
  /** θ after the step; reused, copy what is kept. */
  readonly parameters: Float64Array;
  /** The result so far, with status "running"; a copy that can be kept. */
  snapshot(): TrainingResult;
}

/** Trains to the end; see {@linkcode trainSteps}. */
export function train(
  objective: Objective,
  θ: Float64Array,
  options: TrainOptions = {},
): TrainingResult {
  const steps = trainSteps(objective, θ, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Follows the gradient flow from θ, then refines the best point of it, yielding
 * each accepted step.
 *
 * The result holds the best point seen in any phase. Its trajectory is
 * log-spaced in 1 + t during the flow, from the solver's dense output, and
 * holds start and end; each accepted step of the refinement is a point, at
 * intervals where they are more than `trajectory.points`.
 *
 * A phase that ends with its limit on steps or time hands over to the next; one
 * that meets values that are not finite, or is aborted, ends the training.
 *
 * @throws {RangeError} If θ does not fit the objective or is not finite, or an
 * option has no meaning.
 */
export function* trainSteps(
  objective: Objective,
  θ: Float64Array,
  options: TrainOptions = {},
): Generator<TrainStep, TrainingResult> {
  checkParameters(objective, θ);
  const resolved = resolveOptions(options);
  const run = startRun(objective, θ, resolved);
  if (resolved.flow !== undefined) yield* flowPhase(run, resolved);
  const halted = run.status === "aborted" || run.status === "non-finite";
  if (resolved.refine !== undefined && !halted) {
    yield* refinePhase(run, resolved, options.signal);
  }
  return resultOf(run, run.status);
}

/** Recorders keep more than the result shows, so that its spacing is even. */
const spare = 8;

function* flowPhase(
  run: Run,
  { flow, points }: ResolvedTrainOptions,
): Generator<TrainStep, void> {
  const counts = { loss: 0, gradient: 0, hessian: 0 };
  const objective = countedObjective(run.objective, counts);
  const began = performance.now();
  const steps = gradientFlowSteps(objective, run.initial, flow);

  function report(status: Status, loss: number): void {
    run.status = status;
    run.flow = phaseReport(status, run.steps, began, counts);
    run.flowEnd = { time: run.time, parameters: run.current.slice(), loss };
  }

  for (;;) {
    const { done, value: step } = steps.next();
    if (done) {
      run.current = step.parameters;
      report(step.status, step.loss);
      return;
    }
    run.steps = step.step;
    run.time = step.time;
    run.current = step.parameters;
    keepBest(run, step.loss, step.parameters);
    // The coordinate is log(1 + t); its first step gets a few points.
    run.flowRecorder ??= evenRecorder(
      log1p(step.time) / spare,
      spare * points,
    );
    run.flowRecorder.advance(log1p(step.time), (u) => {
      const time = Math.min(expm1(u), step.time);
      const parameters = new Float64Array(run.initial.length);
      return {
        time,
        parameters: step.interpolate(time, parameters),
        loss: NaN,
      };
    });
    yield {
      phase: "flow",
      step: run.steps,
      time: run.time,
      loss: step.loss,
      parameters: step.parameters,
      snapshot() {
        report("running", step.loss);
        return resultOf(run, "running");
      },
    };
  }
}

function* refinePhase(
  run: Run,
  { refine, gradientNorm, loss, points }: ResolvedTrainOptions,
  signal: AbortSignal | undefined,
): Generator<TrainStep, void> {
  const counts = { loss: 0, gradient: 0, hessian: 0 };
  const counted = countedObjective(run.objective, counts);
  const partial = run.free.length < run.initial.length;
  const start = run.best;
  const objective = partial
    ? restrictedObjective(counted, run.free, start)
    : counted;
  const steps = minimizeSteps(
    objective,
    partial ? Float64Array.from(run.free, (i) => start[i]) : start,
    {
      ...refine,
      gradientNorm,
      loss,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const began = performance.now();
  const flowSteps = run.steps;
  const flowTime = run.time;
  const recorder = evenRecorder(1, spare * points);
  run.refineRecorder = recorder;

  function whole(part: Float64Array): Float64Array {
    if (!partial) return part;
    const θ = run.initial.slice();
    run.free.forEach((i, k) => θ[i] = part[k]);
    return θ;
  }

  function report(status: Status): void {
    run.status = status;
    run.refine = phaseReport(status, run.steps - flowSteps, began, counts);
  }

  for (;;) {
    const { done, value: step } = steps.next();
    const parameters = whole(step.parameters);
    run.current = parameters;
    // Accepted steps are improvements, also where rounding hides it in the loss.
    run.best = parameters;
    run.bestLoss = step.loss;
    if (done) {
      report(step.status);
      return;
    }
    run.steps = flowSteps + step.step;
    run.time = flowTime + step.step;
    recorder.advance(step.step, () => ({
      time: run.time,
      parameters: parameters.slice(),
      loss: step.loss,
    }));
    yield {
      phase: "refine",
      step: run.steps,
      time: run.time,
      loss: step.loss,
      parameters,
      snapshot() {
        report("running");
        return resultOf(run, "running");
      },
    };
  }
}

function phaseReport(
  status: Status,
  steps: number,
  began: number,
  counts: EvaluationCounts,
): PhaseReport {
  const seconds = (performance.now() - began) / 1000;
  return { status, steps, seconds, evaluations: { ...counts } };
}

function checkParameters(objective: Objective, θ: Float64Array): void {
  if (θ.length !== objective.parameterCount) {
    throw new RangeError(
      `Cannot train from ${θ.length} parameters, expected ${objective.parameterCount}`,
    );
  }
  const index = θ.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    throw new RangeError(
      `Cannot train from parameter ${index} = ${
        θ[index]
      }, expected a finite number`,
    );
  }
}
