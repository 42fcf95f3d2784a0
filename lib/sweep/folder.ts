import { decodeJson, encodeJson } from "../file/mod.ts";
import { engineVersion } from "../job/mod.ts";
import type { SweepDescription } from "./description.ts";
import type { SharedFiles } from "./files.ts";
import { folderPlace } from "./folder_place.ts";
import type { BatchResult, SweepBatch } from "./place.ts";
import { planSweep, type SweepPlan } from "./plan.ts";

/** What a folder with a sweep holds in sweep.json. */
interface SweepFile {
  readonly engineVersion: string;
  readonly description: SweepDescription;
  readonly batches: readonly SweepBatch[];
}

/** A sweep in a folder. */
export interface FolderSweep {
  /** Its runs. */
  readonly plan: SweepPlan;
  /** How they are handed out. */
  readonly batches: readonly SweepBatch[];
}

const file = "sweep.json";

/**
 * Puts a sweep into a folder that has none.
 *
 * @throws {TypeError} If there is one.
 */
export async function foundSweep(
  files: SharedFiles,
  { plan: { description }, batches }: FolderSweep,
  results: readonly BatchResult[] = [],
): Promise<void> {
  if (await files.modified(file) !== undefined) {
    throw new TypeError(
      "Cannot plan the sweep: the folder has one already, expected another folder (or remove this one)",
    );
  }
  const content: SweepFile = { engineVersion, description, batches };
  const place = folderPlace(files, batches, { worker: "plan" });
  const signal = new AbortController().signal;
  for (const result of results) {
    await place.finish({ batch: result, text: "" }, result, signal);
  }
  // last, so that a folder that has it is complete
  await files.replace(file, encodeJson(content));
}

/**
 * The sweep in a folder.
 *
 * @throws {TypeError} If there is none, or another version of the engine planned
 * it: its numbers would be others.
 */
export async function openSweep(files: SharedFiles): Promise<FolderSweep> {
  const bytes = await files.read(file);
  if (bytes === undefined) {
    throw new TypeError(
      `Cannot work on the sweep: the folder has no ${file}, expected one that "sweep plan" made`,
    );
  }
  const content = decodeJson(bytes) as SweepFile;
  if (content.engineVersion !== engineVersion) {
    throw new TypeError(
      `Cannot work on the sweep: it was planned by engine ${content.engineVersion}, and this is ${engineVersion}, whose numbers may differ; expected the same (plan it anew, or use that version)`,
    );
  }
  return { plan: planSweep(content.description), batches: content.batches };
}
