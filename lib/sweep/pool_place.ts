import { firstBatches, nextBatches } from "./batches.ts";
import type { BatchResult, SweepBatch, SweepQueue } from "./place.ts";
import type { SweepPlan } from "./plan.ts";

/**
 * The batches of a sweep in the memory of this process, for its own workers.
 *
 * @param onResult Hears of every result, once, in the order of arrival; nothing is
 * kept of them.
 */
export function poolPlace(
  plan: SweepPlan,
  onResult: (result: BatchResult) => void,
): SweepQueue {
  const waiting: SweepBatch[] = firstBatches(plan);
  const done = new Set<number>();
  let runs = 0;
  let change = Promise.withResolvers<void>();
  function noteChange(): void {
    change.resolve();
    change = Promise.withResolvers();
  }
  return {
    renewEvery: Infinity,
    async claim() {
      // all others are being worked on, and end in a change
      while (waiting.length === 0 && runs < plan.count) await change.promise;
      const batch = waiting.shift();
      return batch && { batch };
    },
    renew: () => Promise.resolve(true),
    finish({ batch }, result) {
      if (done.has(batch.from)) return Promise.resolve();
      done.add(batch.from);
      waiting.push(...nextBatches(plan, result));
      runs += batch.to - batch.from;
      noteChange();
      onResult(result);
      return Promise.resolve();
    },
    release({ batch }) {
      waiting.unshift(batch);
      noteChange();
      return Promise.resolve();
    },
    isDone: () => Promise.resolve(runs === plan.count),
  };
}
