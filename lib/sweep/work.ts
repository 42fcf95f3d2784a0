import { batchTrainings, poolSize, runJob } from "../job/mod.ts";
import { Waiting } from "./delay.ts";
import type {
  BatchResult,
  SweepBatch,
  SweepClaim,
  SweepQueue,
} from "./place.ts";
import type { SweepPlan } from "./plan.ts";

/** How one works on a sweep. */
export interface WorkOptions {
  /** Stops the work; what is claimed is given back. */
  readonly signal?: AbortSignal;
  /** As for `runJob`: whether results that are kept will do. Default: true. */
  readonly memo?: boolean | "session";
  /** Batches at a time; by default one more than there are workers. */
  readonly lanes?: number;
}

/** How soon one asks again whether there is work, where others have it all. */
const askAgainMilliseconds = 200;

/**
 * Works on a sweep until all its batches are finished, by whomever: claims a
 * batch, runs it in a worker, renews the claim meanwhile, hands in the results.
 *
 * @throws The signal's reason when aborted, and what the place throws.
 */
export async function workOn<Claim extends SweepClaim>(
  plan: SweepPlan,
  place: SweepQueue<Claim>,
  { signal, memo = true, lanes = poolSize() + 1 }: WorkOptions = {},
): Promise<void> {
  // no more than there are runs, where the pool has no end
  const length = Math.min(lanes, plan.count);
  const stop = new AbortController();
  const either = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
  const over = new AbortController();
  const waiting = new Waiting();
  const work = Array.from({ length }, () => lane());
  try {
    await Promise.all(work);
  } finally {
    stop.abort();
    await Promise.allSettled(work);
  }

  async function lane(): Promise<void> {
    for (;;) {
      either.throwIfAborted();
      const claim = await place.claim(over.signal);
      if (claim) {
        await finish(claim);
        waiting.tell(); // others may follow from it, or all be done
      } else if (await place.isDone()) {
        over.abort();
        return;
      } else await waiting.forNews(askAgainMilliseconds, either);
    }
  }

  async function finish(claim: Claim): Promise<void> {
    const lost = new AbortController();
    const renewing = Number.isFinite(place.renewEvery)
      ? setInterval(async () => {
        if (!await place.renew(claim)) lost.abort();
      }, place.renewEvery)
      : undefined;
    try {
      const stopped = AbortSignal.any([either, lost.signal]);
      const result = await runBatch(plan, claim.batch, {
        memo,
        signal: stopped,
      });
      await place.finish(claim, result, stopped);
    } catch (error) {
      if (lost.signal.aborted && !either.aborted) return; // another has it
      await place.release(claim);
      throw error;
    } finally {
      clearInterval(renewing);
    }
  }
}

/** Runs a batch in a worker. */
export async function runBatch(
  plan: SweepPlan,
  batch: SweepBatch,
  options: Pick<WorkOptions, "signal" | "memo">,
): Promise<BatchResult> {
  const job = batchTrainings(
    plan.runs(batch.from, batch.to).map(({ recipe }) => recipe),
    plan.description.trajectories,
  );
  return { ...batch, outcomes: await runJob(job, options) };
}
