import { encodeJson } from "../../file/mod.ts";
import {
  type BatchResult,
  foundSweep,
  measureBatches,
  planSweep,
  type SharedSweep,
  type SweepDescription,
  type SweepPlan,
  workOn,
} from "../../sweep/mod.ts";
import { diskFiles } from "./disk_files.ts";
import { openFolder } from "./open_folder.ts";

/** Puts a sweep into a folder, which is made if there is none. */
export async function foundInFolder(
  folder: string,
  sweep: SharedSweep,
  results: readonly BatchResult[],
): Promise<void> {
  for (const within of ["claims", "results"]) {
    await Deno.mkdir(`${folder}/${within}`, { recursive: true });
  }
  await foundSweep(diskFiles(folder), sweep, results);
}

/** Who hears of a sweep in a folder, and may stop it. */
export interface FolderSweepOptions {
  /** Stops the work; what is done by then stays. */
  readonly signal: AbortSignal;
  /** Hears of each batch once, and whether it was there before. */
  onResult(result: BatchResult, plan: SweepPlan, kept: boolean): void;
  /** Told where results could not be written, which is tried again. */
  onTrouble(sentence: string): void;
}

/**
 * Does a sweep in a folder: what is there already is taken as it is, the rest is
 * run, by this process and whoever else works on it.
 *
 * @throws {TypeError} If the folder holds a sweep of another description, or of
 * another version of the engine.
 * @throws The signal's reason when aborted.
 */
export async function sweepInFolder(
  description: SweepDescription,
  folder: string,
  { signal, onResult, onTrouble }: FolderSweepOptions,
): Promise<void> {
  const plain = written(description);
  const plan = planSweep(plain);
  const memo = "session";
  if (await diskFiles(folder).modified("sweep.json") === undefined) {
    const { batches, results } = await measureBatches(plan, { signal, memo });
    await foundInFolder(folder, { plan, batches }, results);
  }
  const { sweep, place } = await openFolder(folder, onTrouble);
  if (!isSame(sweep.plan.description, plain)) {
    throw new TypeError(
      `Cannot sweep: the folder ${folder} holds another sweep, expected one of the same description (or another folder)`,
    );
  }
  const told = new Set<number>();
  const tell = (result: BatchResult, kept = false) => {
    if (told.has(result.from)) return;
    told.add(result.from);
    onResult(result, plan, kept);
  };
  for await (const result of place.results()) tell(result, true);
  const telling: typeof place = {
    ...place,
    async finish(claim, result, signal) {
      await place.finish(claim, result, signal);
      tell(result);
    },
  };
  await workOn(plan, telling, { signal, memo });
  // what others did meanwhile
  for await (const result of place.results()) tell(result);
}

/** With what can be written down in place of objectives. */
function written(description: SweepDescription): SweepDescription {
  return {
    ...description,
    problems: description.problems?.map((problem) => {
      if (!("objective" in problem)) return problem;
      const { objective } = problem;
      return "lossAndGradient" in objective && objective.specification
        ? { ...problem, objective: objective.specification }
        : problem;
    }),
  };
}

function isSame(a: SweepDescription, b: SweepDescription): boolean {
  const [one, other] = [a, b].map((each) =>
    new TextDecoder().decode(encodeJson(each))
  );
  return one === other;
}
