import { bindEditing } from "./bind_editing.ts";
import { embeddedRooms } from "./embedded.ts";
import { keepRooms, readRooms } from "./kept_rooms.ts";
import type { PageSource } from "./open.ts";

/** A page from lib/host/server/notebook_server.ts, which serves what lies beside the notebook. */
export const served: PageSource = {
  createWorker: () => new Worker("../assets/worker.js"),
  rooms: () => ({ ...embeddedRooms(), ...readRooms() }),
  keepRooms,
  bindEditing,
  async readBytes(path) {
    const response = await fetch(new URL(path, location.href));
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new Error(
      `Cannot read "${path}": the server answered ${response.status}, expected a file beside the notebook`,
    );
  },
};
