import type { BatchResult } from "./place.ts";
import { isFailure } from "./rows.ts";

/** How far a sweep is. */
export interface SweepProgress {
  /** How many runs there are. */
  readonly count: number;
  /** How many of them are done, those that failed included. */
  readonly done: number;
  /** How many failed. */
  readonly failed: number;
  /** What the first of those said. */
  readonly firstFailure?: string;
  /** Runs per second since the work began, without those that were there. */
  readonly perSecond?: number;
  /** Seconds until all are done, if it goes on like that. */
  readonly secondsLeft?: number;
}

/** Counts what is done. */
export class SweepCounter {
  #done = 0;
  #fresh = 0;
  #failed = 0;
  #firstFailure: string | undefined;
  readonly #began = performance.now();

  constructor(readonly count: number) {}

  /** @param kept Whether it was there before the work began. */
  add({ outcomes }: BatchResult, kept = false): void {
    this.#done += outcomes.length;
    if (!kept) this.#fresh += outcomes.length;
    for (const outcome of outcomes) {
      if (!isFailure(outcome)) continue;
      this.#failed++;
      this.#firstFailure ??= outcome.error;
    }
  }

  /** How far it is now. */
  now(): SweepProgress {
    const { count } = this;
    const seconds = (performance.now() - this.#began) / 1000;
    const perSecond = this.#fresh / seconds;
    return {
      count,
      done: this.#done,
      failed: this.#failed,
      ...(this.#firstFailure !== undefined &&
        { firstFailure: this.#firstFailure }),
      ...(this.#fresh > 0 && {
        perSecond,
        secondsLeft: (count - this.#done) / perSecond,
      }),
    };
  }
}

/**
 * In words: "1200 of 4200 runs, 300 a second, 10 s left; 2 failed: …", without
 * the time left where it is not told.
 */
export function progressSentence(progress: SweepProgress): string {
  const { count, done, failed, firstFailure, perSecond, secondsLeft } =
    progress;
  const pace = perSecond === undefined || done === count
    ? ""
    : `, ${rounded(perSecond)} a second${
      secondsLeft === undefined ? "" : `, ${timeOf(secondsLeft)} left`
    }`;
  const failures = failed === 0 ? "" : `; ${failed} failed: ${firstFailure}`;
  return `${done} of ${count} runs${pace}${failures}`;
}

function rounded(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}

function timeOf(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
