import { configureWorkers } from "../../job/mod.ts";
import {
  folderPlace,
  openSweep,
  progressSentence,
  type SharedFiles,
  type SweepClaim,
  SweepCounter,
  type SweepPlace,
  workOn,
} from "../../sweep/mod.ts";
import { diskFiles } from "./disk_files.ts";
import { isGone, thisWorker } from "./this_worker.ts";

/** How one process works on a sweep in a folder. */
export interface RunInFolderOptions {
  /** "3/20": begins at the third of twenty parts; Slurm's tasks from 0 on. */
  readonly shard: string | undefined;
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
 * Works on the sweep in a folder until all of it is done, or the process is told
 * to end: then no batch is begun any more, and what is not finished soon is
 * given back.
 *
 * @returns Whether all of it is done.
 */
export async function runInFolder(
  folder: string,
  { shard, workers, say }: RunInFolderOptions,
): Promise<boolean> {
  const files: SharedFiles = diskFiles(folder);
  const { plan, batches } = await openSweep(files);
  if (workers !== undefined) configureWorkers({ size: workers });
  const place = folderPlace(files, batches, {
    worker: thisWorker(),
    isGone,
    startAt: startOf(shard),
    onTrouble: say,
  });
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
  const telling = setInterval(
    () => say(progressSentence(counter.now())),
    tellEveryMilliseconds,
  );
  try {
    await workOn(plan, until(place, () => leaving, counter), {
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

/** The same place, which hands nothing out after the end was announced. */
function until<Claim extends SweepClaim>(
  place: SweepPlace<Claim>,
  isOver: () => boolean,
  counter: SweepCounter,
): SweepPlace<Claim> {
  return {
    ...place,
    claim: async () => isOver() ? undefined : await place.claim(),
    isDone: async () => isOver() || await place.isDone(),
    async finish(claim, result, signal) {
      await place.finish(claim, result, signal);
      counter.add(result);
    },
  };
}

function startOf(shard: string | undefined): number {
  if (shard === undefined) return 0;
  const [, i, n] = shard.match(/^(\d+)\/([1-9]\d*)$/) ?? [];
  if (n === undefined || Number(i) > Number(n)) {
    throw new RangeError(
      `Cannot read the option --shard: found "${shard}", expected two integers as in 3/20`,
    );
  }
  return Number(i) / Number(n);
}
