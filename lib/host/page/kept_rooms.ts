import type { Rooms } from "../room.ts";

/** Kept by the browser, for this page. */
const place = `thalweg rooms ${location.pathname}`;

/** Keeps what figures take, for the next time that the page is opened. */
export function keepRooms(rooms: Rooms): void {
  try {
    const kept = { ...readRooms(), ...rooms };
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // Storage may be switched off, or full: then nothing is kept.
  }
}

/** What figures took when the page was last open. */
export function readRooms(): Rooms {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "{}");
  } catch {
    return {};
  }
}
