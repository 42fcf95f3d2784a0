import type { TrainingFailure, TrainingSummary } from "../job/mod.ts";
import type { BatchResult } from "./place.ts";
import type { SweepPlan } from "./plan.ts";

/**
 * A run of a sweep with what became of it: what is kept of the training, or the
 * error that it ended in.
 */
export interface SweepRow
  extends Partial<TrainingSummary>, Partial<TrainingFailure> {
  /** Its place among all runs, from 0 on. */
  readonly index: number;
  /** What distinguishes it: problem, seeds and varied options, by name. */
  readonly run: Readonly<Record<string, string | number>>;
}

/** The rows of a batch. */
export function rowsOf(
  plan: SweepPlan,
  { from, to, outcomes }: BatchResult,
): SweepRow[] {
  return plan.runs(from, to).map(({ index, parameters }, i) => ({
    index,
    run: parameters,
    ...outcomes[i],
  }));
}

/** Whether a run failed. */
export function isFailure(
  outcome: TrainingSummary | TrainingFailure,
): outcome is TrainingFailure {
  return "error" in outcome;
}

/** What a run of a batch took on average; of those that failed nothing is known. */
export function secondsOf({ outcomes }: BatchResult): number {
  let seconds = 0;
  for (const outcome of outcomes) {
    if (!isFailure(outcome)) seconds += outcome.seconds;
  }
  return seconds / outcomes.length;
}
