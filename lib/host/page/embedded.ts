import { byId } from "./dom.ts";
import type { PageSource } from "./open.ts";
import type { Rooms } from "../room.ts";

/** Ids of what lib/host/bundle/export_html.ts puts into the file. */
export const embeddedIds = {
  worker: "embedded-worker",
  files: "embedded-files",
  rooms: "embedded-rooms",
} as const;

/** What figures will take, as the notebook's file or its folder brings it. */
export function embeddedRooms(): Rooms {
  return JSON.parse(byId(embeddedIds.rooms).textContent!);
}

let worker: string | undefined;

/** A page that is one file: worker and data stand in it. */
export const embedded: PageSource = {
  createWorker() {
    worker ??= URL.createObjectURL(
      new Blob([byId(embeddedIds.worker).textContent!], {
        type: "text/javascript",
      }),
    );
    return new Worker(worker);
  },
  rooms: embeddedRooms,
  readBytes(path) {
    const files: Readonly<Record<string, string>> = JSON.parse(
      byId(embeddedIds.files).textContent!,
    );
    return Object.hasOwn(files, path)
      ? Promise.resolve(
        Uint8Array.from(atob(files[path]), (c) => c.charCodeAt(0)),
      )
      : Promise.reject(
        new Error(
          `Cannot read "${path}": it is not in this file, expected ${
            Object.keys(files).map((name) => `"${name}"`).join(", ") ||
            "no other file"
          }`,
        ),
      );
  },
};
