import {
  type Objective,
  objectiveFromSpecification,
} from "../objective/mod.ts";
import { drain } from "./drain.ts";
import {
  type JobProgress,
  type JobResult,
  type JobSpecification,
  jobSteps,
  type ObjectiveSource,
} from "./kinds.ts";
import { hasWorkers, runInWorker } from "./pool.ts";

/** Options of {@linkcode runJob}. */
export interface RunJobOptions<Result> {
  /** Stops the job: the promise is rejected at once with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the newest state, once per slice of about 10 ms. */
  readonly onProgress?: (progress: JobProgress<Result>) => void;
}

/**
 * Runs a job in a worker, or in place when its objective holds functions that
 * cannot travel; in place it works in slices that yield to the event loop, so
 * it can be stopped there too. The numbers are the same.
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
  const { onProgress = () => {} } = options;
  options.signal?.throwIfAborted();
  const stop = new AbortController();
  const stopped = () => stop.abort(options.signal!.reason);
  options.signal?.addEventListener("abort", stopped, { once: true });
  underWay.add(stop);
  try {
    const { objective } = specification;
    const plain = isObjective(objective) ? objective.specification : objective;
    if (plain && hasWorkers()) {
      return await runInWorker(
        { ...specification, objective: plain },
        stop.signal,
        onProgress as (progress: JobProgress) => void,
      ) as JobResult<S>;
    }
    const steps = jobSteps(
      specification,
      isObjective(objective)
        ? objective
        : objectiveFromSpecification(objective),
    );
    return await drain(steps, stop.signal, onProgress);
  } finally {
    underWay.delete(stop);
    options.signal?.removeEventListener("abort", stopped);
  }
}

const underWay = new Set<AbortController>();

/** Stops all jobs under way, as an interrupt does: they end in an AbortError. */
export function cancelJobs(): void {
  const reason = new DOMException("Stopped", "AbortError");
  for (const stop of underWay) stop.abort(reason);
}

function isObjective(source: ObjectiveSource): source is Objective {
  if (typeof source !== "object" || source === null) {
    throw new TypeError(
      `Cannot run the job: objective ${source}, expected an objective or its specification`,
    );
  }
  return "lossAndGradient" in source;
}
