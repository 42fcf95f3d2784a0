import type { KeptDesk } from "./desk.ts";

/** What outlives a reload of the page while its notebook is edited. */
export interface Kept {
  readonly desk: KeptDesk;
  /** The cells that are open, by a place in the text. */
  readonly open: readonly number[];
  /** The one that has the focus: its place, the cursor's, its top on the screen. */
  readonly focus?: {
    readonly at: number;
    readonly cursor: number;
    readonly top: number;
  };
}

const place = `thalweg-edit ${location.pathname}`;

/** What the tab keeps of this page. */
export function readKept(): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "") as Kept;
  } catch {
    return undefined;
  }
}

/** Keeps it, or forgets all; false where there is no room for it. */
export function keep(kept: Kept | undefined): boolean {
  try {
    if (kept) sessionStorage.setItem(place, JSON.stringify(kept));
    else sessionStorage.removeItem(place);
    return true;
  } catch {
    return false;
  }
}

/** Whether there is something to go on with. */
export function isKept(): boolean {
  try {
    return sessionStorage.getItem(place) !== null;
  } catch {
    return false;
  }
}
