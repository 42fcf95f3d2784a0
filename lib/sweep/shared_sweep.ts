import { decodeJson, encodeJson } from "../file/mod.ts";
import { engineVersion } from "../job/mod.ts";
import type { SweepDescription } from "./description.ts";
import type { SharedFiles } from "./files.ts";
import { folderPlace } from "./folder_place.ts";
import type { BatchResult, SweepBatch } from "./place.ts";
import { planSweep, type SweepPlan } from "./plan.ts";

/** A sweep as it is written down where processes share it. */
export interface SweepFile {
  /** Whose numbers its results are. */
  readonly engineVersion: string;
  /** What is run. */
  readonly description: SweepDescription;
  /** How it is handed out. */
  readonly batches: readonly SweepBatch[];
}

/** A sweep that processes share. */
export interface SharedSweep {
  /** Its runs. */
  readonly plan: SweepPlan;
  /** How they are handed out. */
  readonly batches: readonly SweepBatch[];
}

/** The sweep as it is written down. */
export function sweepFile(
  { plan: { description }, batches }: SharedSweep,
): SweepFile {
  return { engineVersion, description, batches };
}

/**
 * The sweep that was written down.
 *
 * @throws {TypeError} If another version of the engine planned it: its numbers
 * would be others.
 */
export function readSweep(file: SweepFile): SharedSweep {
  if (file.engineVersion !== engineVersion) {
    throw new TypeError(
      `Cannot work on the sweep: it was planned by engine ${file.engineVersion}, and this is ${engineVersion}, whose numbers may differ; expected the same (plan it anew, or use that version)`,
    );
  }
  return { plan: planSweep(file.description), batches: file.batches };
}

const file = "sweep.json";

/**
 * Puts a sweep into a folder that has none.
 *
 * @throws {TypeError} If there is one.
 */
export async function foundSweep(
  files: SharedFiles,
  sweep: SharedSweep,
  results: readonly BatchResult[] = [],
): Promise<void> {
  if (await files.modified(file) !== undefined) {
    throw new TypeError(
      "Cannot plan the sweep: the folder has one already, expected another folder (or remove this one)",
    );
  }
  const place = folderPlace(files, sweep.batches, { worker: "plan" });
  const signal = new AbortController().signal;
  for (const result of results) {
    await place.finish({ batch: result, text: "" }, result, signal);
  }
  // last, so that a folder that has it is complete
  await files.replace(file, encodeJson(sweepFile(sweep)));
}

/**
 * The sweep in a folder.
 *
 * @throws {TypeError} If there is none, or another version of the engine planned
 * it: its numbers would be others.
 */
export async function openSweep(files: SharedFiles): Promise<SharedSweep> {
  const bytes = await files.read(file);
  if (bytes === undefined) {
    throw new TypeError(
      `Cannot work on the sweep: the folder has no ${file}, expected one that "sweep plan" made`,
    );
  }
  return readSweep(decodeJson(bytes) as SweepFile);
}
