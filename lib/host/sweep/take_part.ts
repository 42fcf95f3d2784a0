import { configureWorkers } from "../../job/mod.ts";
import {
  type BatchResult,
  progressSentence,
  type SweepClaim,
  SweepCounter,
  type SweepPlace,
  workOn,
} from "../../sweep/mod.ts";
import type { OpenSweep } from "./open_place.ts";

/** How one process works on a sweep. */
export interface TakePartOptions {
  /** Workers of this process; by default one per processor. */
  readonly workers: number | undefined;
  /** Writes a line. */
  readonly say: (line: string) => void;
}

/** Signals with which clusters announce the end, and people. */
const ending = ["SIGTERM", "SIGUSR1", "SIGINT"] as const;
/** What is under way when the end is announced may still finish so long. */
const graceMilliseconds = 5000;
const tellEveryMilliseconds = 10_000;

/**
 * Works on a sweep until all of it is done, or the process is told to end: then
 * no batch is begun any more, and what is not finished soon is given back.
 *
 * @returns Whether all of it is done.
 */
export async function takePart(
  { sweep: { plan }, place }: OpenSweep,
  { workers, say }: TakePartOptions,
): Promise<boolean> {
  if (workers !== undefined) configureWorkers({ size: workers });
  const counter = new SweepCounter(plan.count);
  for await (const result of place.results()) counter.add(result, true);

  const stop = new AbortController();
  let leaving = false;
  const leave = () => {
    if (leaving) return;
    leaving = true;
    say("Told to end: what is under way is finished or given back.");
    Deno.unrefTimer(setTimeout(() => stop.abort(), graceMilliseconds));
  };
  for (const signal of ending) Deno.addSignalListener(signal, leave);
  const tell = () => say(progressSentence(counter.now()));
  tell();
  // again as soon as a rate is known, and then now and then
  const telling = setInterval(tell, tellEveryMilliseconds);
  const finished = (result: BatchResult) => {
    const isFirst = counter.now().perSecond === undefined;
    counter.add(result);
    if (isFirst) tell();
  };
  try {
    await workOn(plan, until(place, () => leaving, finished), {
      signal: stop.signal,
      memo: false,
    });
  } catch (error) {
    if (!leaving) throw error;
  } finally {
    clearInterval(telling);
    for (const signal of ending) Deno.removeSignalListener(signal, leave);
  }
  const done = await place.isDone();
  say(done ? "All runs are done." : progressSentence(counter.now()));
  return done;
}

/** The same place, which hands nothing out after the end, and tells what is done. */
function until<Claim extends SweepClaim>(
  place: SweepPlace<Claim>,
  isOver: () => boolean,
  finished: (result: BatchResult) => void,
): SweepPlace<Claim> {
  return {
    ...place,
    claim: async () => isOver() ? undefined : await place.claim(),
    isDone: async () => isOver() || await place.isDone(),
    async finish(claim, result, signal) {
      await place.finish(claim, result, signal);
      finished(result);
    },
  };
}

/**
 * The share at which "3/20" begins; Slurm counts its tasks from 0.
 *
 * @throws {RangeError} If it is something else.
 */
export function startOf(shard: string | undefined): number {
  if (shard === undefined) return 0;
  const [, i, n] = shard.match(/^(\d+)\/([1-9]\d*)$/) ?? [];
  if (n === undefined || Number(i) > Number(n)) {
    throw new RangeError(
      `Cannot read the option --shard: found "${shard}", expected two integers as in 3/20`,
    );
  }
  return Number(i) / Number(n);
}
