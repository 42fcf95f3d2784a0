import {
  abortSignal,
  callable,
  checkOptions,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import { drain } from "./drain.ts";
import { type KeyedJob, keyJob } from "./hash.ts";
import {
  checkJob,
  type JobProgress,
  type JobResult,
  type JobSpecification,
  jobSteps,
  waitsForStorage,
} from "./kinds.ts";
import { recall, recallStored, remember } from "./memo.ts";
import { type PackedResult, unpackResult } from "./named_objective.ts";
import { hasWorkers, NoWorkers, runInWorker } from "./pool.ts";
import { objectiveFromSpecification } from "./objectives/known.ts";
import { plainJob, readyJob } from "./travel.ts";
import { chooseStart, noteTraining } from "./warm_start.ts";

/** Whether a result was computed now or kept from an earlier run. */
export type ResultSource = "computed" | "from cache";

/** Options of {@linkcode runJob}. */
export interface RunJobOptions<Result> {
  /** Stops the job: the promise is rejected at once with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the newest state, once per slice of about 10 ms. */
  readonly onProgress?: (progress: JobProgress<Result>) => void;
  /**
   * Whether a kept result will do, and this one is kept; "session": not beyond
   * this session, for many small jobs, which compute faster than storage
   * answers. Default: true.
   */
  readonly memo?: boolean | "session";
  /** Called before the result comes, with where it is from. */
  readonly onSource?: (source: ResultSource) => void;
}

/** What {@linkcode runJob} takes beside the job. */
export const runJobOptions: OptionTable<RunJobOptions<unknown>> = {
  signal: abortSignal,
  onProgress: callable,
  memo: oneOf(true, false, "session"),
  onSource: callable,
};

/**
 * Runs a job in a worker, or in place when it holds functions that cannot
 * travel; in place it works in slices that yield to the event loop, so it can be
 * stopped there too. The numbers are the same.
 *
 * A job of plain data that ran before gives the result kept from then, its
 * times on the wall included; see {@linkcode configureMemo}. What a clock or a
 * user stopped is not kept.
 *
 * @throws {TypeError} If the job or an option is not one, or of another type.
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
  checkOptions("run the job", options, runJobOptions);
  checkJob(specification);
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
    onProgress,
    onSource = () => {},
  }: RunJobOptions<JobResult<S>>,
  signal: AbortSignal,
): Promise<JobResult<S>> {
  const { job, features } = chooseStart(specification);
  const plain = plainJob(job);
  const keyed = memo && plain
    ? await unlessAborted(keyJob(plain), signal)
    : undefined;
  signal.throwIfAborted();
  if (!keyed) {
    const result = await compute<S>(job, signal, onProgress);
    onSource("computed");
    return result;
  }
  const kept = recall(keyed) as JobResult<S> | undefined;
  const stored = memo !== "session";
  const { result, source }: Sourced<JobResult<S>> = kept !== undefined
    ? { result: kept, source: "from cache" }
    : stored
    ? await computeUnlessStored<S>(keyed, signal, onProgress)
    : {
      result: await compute<S>(keyed.job, signal, onProgress),
      source: "computed",
    };
  if (source === "computed") remember(keyed, result, stored);
  noteTraining(keyed, result, features);
  onSource(source);
  return result;
}

interface Sourced<Result> {
  readonly result: Result;
  readonly source: ResultSource;
}

/** A result that is there does not wait longer, in ms, for what storage has. */
const patience = 1000;

/**
 * Computes while storage is asked, which takes its time: what is new does not
 * wait for it, and what is there stops the work, however late it is told of: a
 * page that has much to do hears of storage last. Kinds whose work is long wait.
 */
async function computeUnlessStored<S extends JobSpecification>(
  keyed: KeyedJob<S>,
  signal: AbortSignal,
  onProgress: RunJobOptions<JobResult<S>>["onProgress"],
): Promise<Sourced<JobResult<S>>> {
  const enough = new AbortController();
  // The copy: what was hashed is what runs, whatever became of the original.
  async function begin(): Promise<Sourced<JobResult<S>>> {
    const either = AbortSignal.any([signal, enough.signal]);
    const result = await compute<S>(keyed.job, either, onProgress);
    return { result, source: "computed" };
  }
  const asking = recallStored(keyed).then((result) =>
    result === undefined
      ? undefined
      : { result: result as JobResult<S>, source: "from cache" as const }
  );
  const early = waitsForStorage(keyed.job) ? undefined : begin();
  early?.catch(() => {}); // looked at below, if at all
  const kept = await unlessAborted(within(patience, asking), signal);
  if (kept) {
    enough.abort();
    return kept;
  }
  const computing = early ?? begin();
  computing.catch(() => {}); // as above
  const first = await Promise.race([
    computing,
    asking.then((late) => late ?? computing),
  ]);
  if (first.source === "from cache") enough.abort();
  return first;
}

/** What a promise comes to, or nothing where that takes longer, in ms. */
function within<T>(limit: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), limit);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
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
  onProgress: RunJobOptions<JobResult<S>>["onProgress"],
): Promise<JobResult<S>> {
  const plain = plainJob(job);
  if (plain && hasWorkers()) {
    const whole = (result: unknown) =>
      unpackResult(result as PackedResult, plain.objective) as JobResult<S>;
    try {
      return whole(
        await runInWorker(
          plain,
          signal,
          onProgress && (({ partial, ...progress }) =>
            onProgress(
              partial === undefined
                ? progress
                : { ...progress, partial: whole(partial) },
            )),
        ),
      );
    } catch (error) {
      if (!(error instanceof NoWorkers)) throw error;
    }
  }
  const steps = jobSteps<S>(readyJob(job, objectiveFromSpecification));
  return await drain(steps, signal, onProgress);
}
