/**
 * The code of a notebook's page.
 *
 * @module
 */
import { configureMemo, configureWorkers, warmWorkers } from "../../job/mod.ts";
import { openNotebook } from "../../notebook/mod.ts";
import type { ListedPassage } from "../source/listing.ts";
import type { CodePart } from "./code/code_part.ts";
import { nextFrame } from "./frames.ts";
import { atRest } from "./at_rest.ts";
import { type Rooms, roomsOf } from "../room.ts";
import { indexedDbStorage } from "../storage/indexed_db_storage.ts";
import { showNotebook } from "./notebook_page.ts";

/** What a page needs from where it came from. */
export interface PageSource {
  /** Starts the worker that runs jobs. */
  readonly createWorker: () => Worker;
  /** A file by its path relative to the notebook. */
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** What figures will take, as far as that is known. */
  readonly rooms: () => Rooms;
  /** Keeps what they have taken, where the next opening finds it. */
  readonly keepRooms?: (rooms: Rooms) => void;
  /** Lets the code of cells be edited, where it can be saved. */
  readonly bindEditing?: (parts: readonly CodePart[]) => void;
}

/**
 * Opens the notebook that `load` imports from `source`, and shows it, with the
 * pieces of its code.
 */
export async function openPage(
  load: () => Promise<unknown>,
  { createWorker, readBytes, rooms, keepRooms, bindEditing }: PageSource,
  source: string,
  listing: readonly ListedPassage[],
): Promise<void> {
  configureWorkers({ create: createWorker, idle: Infinity });
  warmWorkers(2);
  configureMemo({ storage: indexedDbStorage() });
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes,
    source,
    lazy: true,
    repaint: nextFrame,
  });
  const failure = await load().then(() => undefined, (error) => error);
  const code = await showNotebook(graph, listing, rooms(), failure);
  if (keepRooms) atRest(graph, () => keepRooms(roomsOf(graph)));
  bindEditing?.(code);
}
