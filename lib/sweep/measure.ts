import { firstBatches, nextBatches } from "./batches.ts";
import type { BatchResult, SweepBatch } from "./place.ts";
import type { SweepPlan } from "./plan.ts";
import { runBatch, type WorkOptions } from "./work.ts";

/** The batches of a sweep, and the results of those that were run to size them. */
export interface MeasuredBatches {
  /** All of them, in the order of the runs. */
  readonly batches: readonly SweepBatch[];
  /** Of the first runs of each problem. */
  readonly results: readonly BatchResult[];
}

/** Runs the first runs of each problem to size the batches of the others. */
export async function measureBatches(
  plan: SweepPlan,
  options: Pick<WorkOptions, "signal" | "memo"> = {},
): Promise<MeasuredBatches> {
  const batches: SweepBatch[] = [];
  const results: BatchResult[] = [];
  await Promise.all(
    firstBatches(plan).map(async (first) => {
      let timed: SweepBatch | undefined = first;
      while (timed !== undefined) {
        const result: BatchResult = await runBatch(plan, timed, options);
        results.push(result);
        batches.push(timed);
        const next = nextBatches(plan, result);
        timed = timed === first ? next[0] : undefined;
        if (timed === undefined) batches.push(...next);
      }
    }),
  );
  batches.sort((a, b) => a.from - b.from);
  return { batches, results };
}

/** Batches of one size, where nothing is to be run before. */
export function equalBatches(
  { count, perProblem }: SweepPlan,
  size: number,
): SweepBatch[] {
  const batches: SweepBatch[] = [];
  for (let start = 0; start < count; start += perProblem) {
    const end = start + perProblem;
    for (let from = start; from < end; from += size) {
      batches.push({ from, to: Math.min(from + size, end) });
    }
  }
  return batches;
}
