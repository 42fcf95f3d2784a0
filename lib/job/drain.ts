import { pause } from "../pause.ts";
import type { JobProgress, JobStep } from "./kinds.ts";

/**
 * A slice of work: short enough that a stop feels immediate, long enough that
 * the pauses in between cost nothing.
 */
const sliceMilliseconds = 10;

/**
 * Runs a job to its end in slices, between which the event loop takes a turn:
 * that is what lets an ordinary message stop it, in a page, a worker, a file
 * opened from disk and a kernel alike.
 *
 * @throws The signal's reason, when it aborts.
 */
export async function drain<Result>(
  steps: Generator<JobStep<Result>, Result>,
  signal: AbortSignal,
  onProgress: (progress: JobProgress<Result>) => void,
): Promise<Result> {
  for (;;) {
    signal.throwIfAborted();
    const end = performance.now() + sliceMilliseconds;
    let next = steps.next();
    while (!next.done && performance.now() < end) next = steps.next();
    if (next.done) return next.value;
    const { partial, ...progress } = next.value;
    onProgress(partial ? { ...progress, partial: partial() } : progress);
    await pause();
  }
}
