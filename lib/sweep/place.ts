import type { TrainingFailure, TrainingSummary } from "../job/mod.ts";

/** Runs next to each other that are done in one go. */
export interface SweepBatch {
  /** The first run. */
  readonly from: number;
  /** One after the last run. */
  readonly to: number;
}

/** What became of the runs of a batch, in their order. */
export interface BatchResult extends SweepBatch {
  /** One for each run. */
  readonly outcomes: readonly (TrainingSummary | TrainingFailure)[];
}

/** A batch that somebody works on. */
export interface SweepClaim {
  /** What is worked on. */
  readonly batch: SweepBatch;
}

/**
 * Where the batches of a sweep are handed out and their results handed in. A
 * batch that is claimed and neither renewed nor finished for a while is handed
 * out again: it may be computed twice, but counts once.
 */
export interface SweepQueue<Claim extends SweepClaim = SweepClaim> {
  /** How often a claim must be renewed, in ms; Infinity: never. */
  readonly renewEvery: number;
  /**
   * A batch that nobody works on; nothing where there is none at the moment. A
   * place may wait for one, though not once `over` aborts: all are finished.
   */
  claim(over?: AbortSignal): Promise<Claim | undefined>;
  /** Says that it is still worked on; false where somebody else took it over. */
  renew(claim: Claim): Promise<boolean>;
  /**
   * Hands in the results; a second time they are as good as not handed in.
   * Where they cannot be kept at the moment it tries until the signal aborts.
   */
  finish(claim: Claim, result: BatchResult, signal: AbortSignal): Promise<void>;
  /** Gives a claim back that will not be finished. */
  release(claim: Claim): Promise<void>;
  /** Whether all batches are finished. */
  isDone(): Promise<boolean>;
}

/** One that keeps the results as well. */
export interface SweepPlace<Claim extends SweepClaim = SweepClaim>
  extends SweepQueue<Claim> {
  /** All results that are there, in any order. */
  results(): AsyncIterable<BatchResult>;
}
