import type { JobResult, JobSpecification } from "./kinds.ts";
import { poolSize } from "./pool.ts";
import { runJob, type RunJobOptions } from "./run_job.ts";

/**
 * Runs many jobs, as many at a time as there are workers. Results come in the
 * order of the jobs, each as soon as it and all before it are there. Whoever
 * stops taking them, or aborts the signal, stops the jobs.
 *
 * @throws While taking results: what a job throws, or the signal's reason.
 */
export async function* inOrder<S extends JobSpecification>(
  jobs: readonly S[],
  signal: AbortSignal | undefined,
  options: Omit<RunJobOptions<JobResult<S>>, "signal">,
): AsyncGenerator<JobResult<S>, void> {
  const stop = new AbortController();
  const either = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
  const results = jobs.map(() => Promise.withResolvers<JobResult<S>>());
  const waiting = jobs.entries();

  async function serve(): Promise<void> {
    for (const [i, job] of waiting) {
      const { resolve, reject } = results[i];
      await runJob(job, { ...options, signal: either }).then(resolve, reject);
    }
  }

  for (const { promise } of results) promise.catch(() => {}); // awaited below
  // one more than there are workers, so that none waits for its next job
  const lanes = Math.min(poolSize() + 1, jobs.length);
  for (let lane = 0; lane < lanes; lane++) serve();
  try {
    for (const { promise } of results) yield await promise;
  } finally {
    stop.abort();
  }
}
