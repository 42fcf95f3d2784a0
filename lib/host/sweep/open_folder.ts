import {
  type FolderClaim,
  folderPlace,
  openSweep,
  type SharedSweep,
  type SweepPlace,
} from "../../sweep/mod.ts";
import { diskFiles } from "./disk_files.ts";
import { isGone, thisWorker } from "./this_worker.ts";

/**
 * Opens the sweep in a folder.
 *
 * @param startAt The share of all batches at which to look for one first.
 * @throws {TypeError} If there is none, or another engine planned it.
 */
export async function openFolder(
  folder: string,
  onTrouble: (sentence: string) => void,
  startAt = 0,
): Promise<{
  readonly sweep: SharedSweep;
  readonly place: SweepPlace<FolderClaim>;
}> {
  const files = diskFiles(folder);
  const sweep = await openSweep(files);
  const place = folderPlace(files, sweep.batches, {
    worker: thisWorker(),
    isGone,
    startAt,
    onTrouble,
  });
  return { sweep, place };
}
