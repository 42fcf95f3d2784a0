import { withCheck } from "../checkpoint.ts";
import { pause } from "../pause.ts";
import type { JobProgress, JobStep } from "./kinds.ts";

/**
 * A slice of work: short enough that a stop feels immediate, long enough that
 * the pauses in between cost nothing.
 */
const sliceMilliseconds = 10;
/** The first one is shorter: somebody waits for the first result. */
const firstSliceMilliseconds = 2;

/** Making and sending partial results takes this share of the time at most. */
const partialShare = 0.2;

/**
 * Runs a job to its end in slices, between which the event loop takes a turn:
 * that is what lets an ordinary message stop it, in a page, a worker, a file
 * opened from disk and a kernel alike. A step longer than a slice can be stopped
 * by `check`, which its checkpoints call. Where nobody listens nothing is told, and
 * no result so far is made.
 *
 * @throws The signal's reason, when it aborts, and what `check` throws.
 */
export async function drain<Result>(
  steps: Generator<JobStep<Result>, Result>,
  signal: AbortSignal,
  onProgress: ((progress: JobProgress<Result>) => void) | undefined,
  check?: () => void,
): Promise<Result> {
  const nextStep = () => steps.next();
  const tell = tellInTime<Result>();
  let slice = firstSliceMilliseconds;
  for (;;) {
    signal.throwIfAborted();
    const end = performance.now() + slice;
    slice = sliceMilliseconds;
    let next = withCheck(check, nextStep);
    while (!next.done && performance.now() < end) {
      next = withCheck(check, nextStep);
    }
    if (next.done) return next.value;
    if (onProgress) tell(next.value, onProgress);
    await pause();
  }
}

/** Tells of steps, with results so far as often as they may be made. */
function tellInTime<Result>() {
  let nextPartial = 0;
  return (
    { partial, ...progress }: JobStep<Result>,
    onProgress: (progress: JobProgress<Result>) => void,
  ): void => {
    const now = performance.now();
    if (partial === undefined || now < nextPartial) return onProgress(progress);
    onProgress({ ...progress, partial: partial() });
    const cost = performance.now() - now;
    nextPartial = now + cost / partialShare;
  };
}
