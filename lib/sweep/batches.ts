import type { BatchResult, SweepBatch } from "./place.ts";
import type { SweepPlan } from "./plan.ts";
import { secondsOf } from "./rows.ts";

/** What a batch is to take, in seconds: claims cost little then, kills too. */
const batchSeconds = 1;
/** No batch is larger. */
const mostRuns = 1000;
/** Each of the last batches takes such a share of what is left. */
const shareOfRest = 1 / 4;
/** None of them is smaller than such a share of the others. */
const leastShare = 1 / 16;
/** The runs that tell how long the others take, once code is warm. */
const probeRuns = 8;

/** The first run of each problem, with which its code becomes warm. */
export function firstBatches({ count, perProblem }: SweepPlan): SweepBatch[] {
  return Array.from(
    { length: count / perProblem },
    (_, p) => ({ from: p * perProblem, to: p * perProblem + 1 }),
  );
}

/**
 * What follows from a result: after the first run of a problem a few that are
 * timed, after these all others, in batches sized by what those took; the last
 * ones grow smaller, so that all workers end together (Polychronopoulos and Kuck,
 * Guided self-scheduling, 1987). The same results, kept from an earlier sweep,
 * are followed by the same batches.
 */
export function nextBatches(
  { count, perProblem }: SweepPlan,
  result: BatchResult,
): SweepBatch[] {
  const { from, to } = result;
  const place = from % perProblem;
  const end = from - place + perProblem;
  if (place > 1 || to === end) return [];
  const fitting = Math.round(batchSeconds / secondsOf(result));
  const size = Math.max(
    1,
    Math.min(fitting, place === 0 ? probeRuns : mostRuns),
  );
  if (place === 0) return [{ from: to, to: Math.min(to + size, end) }];
  const batches: SweepBatch[] = [];
  const least = Math.ceil(size * leastShare);
  for (let next = to; next < end;) {
    const share = Math.max(Math.ceil((count - next) * shareOfRest), least);
    const then = Math.min(next + Math.min(size, share), end);
    batches.push({ from: next, to: then });
    next = then;
  }
  return batches;
}
