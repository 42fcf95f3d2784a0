import type { SharedSweep, SweepPlace } from "../../sweep/mod.ts";
import { connectNats, type NatsAddress } from "./nats/connect.ts";
import { natsPlace } from "./nats/nats_place.ts";
import { joinSweep } from "./nats/nats_sweep.ts";
import { openFolder } from "./open_folder.ts";

/** Where a sweep is: a folder, or a server and a name on it. */
export type Whereabouts =
  | { readonly folder: string }
  | { readonly address: NatsAddress; readonly name: string };

/** A sweep that one can take part in. */
export interface OpenSweep {
  readonly sweep: SharedSweep;
  readonly place: SweepPlace;
  close(): Promise<void>;
}

/**
 * Opens a sweep where it is.
 *
 * @param startAt The share of all batches at which to look for one first.
 * @throws {TypeError} If there is none, or another engine planned it.
 */
export async function openPlace(
  where: Whereabouts,
  onTrouble: (sentence: string) => void,
  startAt = 0,
): Promise<OpenSweep> {
  if ("folder" in where) {
    const { sweep, place } = await openFolder(
      where.folder,
      onTrouble,
      startAt,
    );
    return { sweep, place: place as SweepPlace, close: async () => {} };
  }
  const connection = await connectNats(where.address);
  const { sweep, nats } = await joinSweep(connection, { name: where.name });
  const place = natsPlace({ ...nats, onTrouble }, sweep.batches);
  return {
    sweep,
    place: place as SweepPlace,
    close: () => connection.close(),
  };
}
