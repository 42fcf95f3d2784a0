import type { Evaluations } from "../optimize/mod.ts";
import type { Status } from "../status.ts";
import type { PhaseReport, TrainingResult } from "./result.ts";
import { type PhaseName, resultOf, type Run } from "./run.ts";

/** An accepted step of the training, of any phase. */
export interface TrainStep {
  /** Which phase the step belongs to. */
  readonly phase: PhaseName;
  /** Counts the accepted steps of all phases from 1. */
  readonly step: number;
  /** As in the trajectory: flow time, or steps of an optimizer. */
  readonly time: number;
  /** L after the step; within an epoch of minibatches L at its start. */
  readonly loss: number;
  /** θ after the step; reused, copy what is kept. */
  readonly parameters: Float64Array;
  /**
   * The result so far, with status "running"; a copy that can be kept. Of the
   * flow under way it has 41 points at most, each of which may cost a loss.
   */
  snapshot(): TrainingResult;
}

/** A phase: a solver's steps, and what they mean to the run. */
export interface Phase<Step, End> {
  readonly name: PhaseName;
  readonly steps: Generator<Step, End>;
  /** What the phase computes, as it is counted. */
  readonly evaluations: Evaluations;
  /** Takes note of a step. */
  take(step: Step): StepTaken;
  /** Takes note of the end. */
  end?(end: End): void;
}

/** What the training tells of a step. */
export interface StepTaken {
  /** Steps of this phase, those before it was resumed included. */
  readonly count: number;
  readonly time: number;
  readonly loss: number;
  readonly parameters: Float64Array;
  readonly recovery?: string | undefined;
}

/** Runs a phase to its end, or as long as patience lasts. */
export function* runPhase<Step, End extends { readonly status: Status }>(
  run: Run,
  { name, steps, evaluations, take, end }: Phase<Step, End>,
): Generator<TrainStep, void> {
  const earlier = run.reports[name];
  const stepsBefore = run.steps - (earlier?.steps ?? 0);
  const began = performance.now() - 1000 * (earlier?.seconds ?? 0);
  let recovery = earlier?.recovery;
  let lowest = run.bestLoss;
  let improvedAt = 0; // the count of losses at that point
  run.phase = name;

  function report(status: Status): void {
    run.status = status;
    run.reports[name] = {
      status,
      steps: run.steps - stepsBefore,
      seconds: (performance.now() - began) / 1000,
      evaluations: sum(evaluations, earlier),
      ...(recovery === undefined ? {} : { recovery }),
    };
  }

  function snapshot(): TrainingResult {
    report("running");
    return resultOf(run, "running");
  }

  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      end?.(value);
      report(value.status);
      return;
    }
    const { count, time, loss, parameters, ...rest } = take(value);
    recovery ??= rest.recovery;
    run.steps = stepsBefore + count;
    yield { phase: name, step: run.steps, time, loss, parameters, snapshot };
    if (run.bestLoss < lowest) {
      lowest = run.bestLoss;
      improvedAt = evaluations.loss;
    } else if (evaluations.loss - improvedAt >= run.options.patience) {
      report("out-of-patience");
      return;
    }
  }
}

function sum(now: Evaluations, earlier: PhaseReport | undefined): Evaluations {
  const counts = { ...now };
  for (const key of Object.keys(counts) as (keyof Evaluations)[]) {
    counts[key] += earlier?.evaluations[key] ?? 0;
  }
  return counts;
}
