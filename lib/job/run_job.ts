import { objectiveFromSpecification } from "../objective/mod.ts";
import { drain } from "./drain.ts";
import { isObjective, keyJob, plainJob } from "./hash.ts";
import {
  type JobProgress,
  type JobResult,
  type JobSpecification,
  jobSteps,
} from "./kinds.ts";
import { recall, remember } from "./memo.ts";
import { hasWorkers, runInWorker } from "./pool.ts";
import { chooseStart, noteTraining } from "./warm_start.ts";

/** Whether a result was computed now or kept from an earlier run. */
export type ResultSource = "computed" | "from cache";

/** Options of {@linkcode runJob}. */
export interface RunJobOptions<Result> {
  /** Stops the job: the promise is rejected at once with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the newest state, once per slice of about 10 ms. */
  readonly onProgress?: (progress: JobProgress<Result>) => void;
  /** Whether a kept result will do, and this one is kept. Default: true. */
  readonly memo?: boolean;
  /** Called before the result comes, with where it is from. */
  readonly onSource?: (source: ResultSource) => void;
}

/**
 * Runs a job in a worker, or in place when its objective holds functions that
 * cannot travel; in place it works in slices that yield to the event loop, so
 * it can be stopped there too. The numbers are the same.
 *
 * A job of plain data that ran before gives the result kept from then, its
 * times on the wall included; see {@linkcode configureMemo}. What a clock or a
 * user stopped is not kept.
 *
 * @throws The signal's reason when aborted, and what the job itself throws.
 *
 * @example Usage
 * ```ts
 * import { empiricalLoss, initialize, mlp, runJob, teacherStudent } from "@thalweg/thalweg";
 * import { assert } from "@std/assert";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const result = await runJob({
 *   kind: "train",
 *   objective: empiricalLoss(net, data),
 *   parameters: initialize(net, { seed: 2 }),
 * });
 * assert(result.loss < 1);
 * ```
 */
export async function runJob<S extends JobSpecification>(
  specification: S,
  options: RunJobOptions<JobResult<S>> = {},
): Promise<JobResult<S>> {
  const { signal } = options;
  signal?.throwIfAborted();
  const stop = new AbortController();
  const stopped = () => stop.abort(signal!.reason);
  signal?.addEventListener("abort", stopped, { once: true });
  underWay.add(stop);
  try {
    return await recallOrCompute(specification, options, stop.signal);
  } finally {
    underWay.delete(stop);
    signal?.removeEventListener("abort", stopped);
  }
}

const underWay = new Set<AbortController>();

/** Stops all jobs under way, as an interrupt does: they end in an AbortError. */
export function cancelJobs(): void {
  const reason = new DOMException("Stopped", "AbortError");
  for (const stop of underWay) stop.abort(reason);
}

async function recallOrCompute<S extends JobSpecification>(
  specification: S,
  {
    memo = true,
    onProgress = () => {},
    onSource = () => {},
  }: RunJobOptions<JobResult<S>>,
  signal: AbortSignal,
): Promise<JobResult<S>> {
  const { job, features } = chooseStart(specification);
  const plain = plainJob(job);
  const keyed = memo && plain
    ? await unlessAborted(keyJob(plain), signal)
    : undefined;
  const kept = keyed &&
    await unlessAborted(recall(keyed), signal) as JobResult<S> | undefined;
  signal.throwIfAborted();
  // The copy: what was hashed is what runs, whatever became of the original.
  const result = kept ??
    await compute(keyed?.job ?? plain ?? job, signal, onProgress);
  if (keyed) {
    if (kept === undefined) remember(keyed, result);
    noteTraining(keyed, result, features);
  }
  onSource(kept === undefined ? "computed" : "from cache");
  return result;
}

function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}

async function compute<S extends JobSpecification>(
  job: S,
  signal: AbortSignal,
  onProgress: (progress: JobProgress<JobResult<S>>) => void,
): Promise<JobResult<S>> {
  const { objective } = job;
  if (!isObjective(objective) && hasWorkers()) {
    return await runInWorker(
      job,
      signal,
      onProgress as (progress: JobProgress) => void,
    ) as JobResult<S>;
  }
  const steps = jobSteps(
    job,
    isObjective(objective) ? objective : objectiveFromSpecification(objective),
  );
  return await drain(steps, signal, onProgress);
}
