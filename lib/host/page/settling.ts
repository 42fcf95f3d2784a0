import type { Cell } from "../../cell/mod.ts";

/** Tells when the room that a cell takes is known: from then on it is. */
export class Settling {
  readonly #cell: Cell<unknown>;
  #met: boolean;

  /** `known`: it is so before the cell has shown anything. */
  constructor(cell: Cell<unknown>, known: boolean) {
    this.#cell = cell;
    this.#met = known;
  }

  /** Also of what does not run by itself, or not for anything in sight. */
  get settled(): boolean {
    const { value, fresh, status, needed, heldBy } = this.#cell;
    this.#met ||= value !== undefined || fresh ||
      status === "failed" || status === "blocked";
    return this.#met || !needed || heldBy !== undefined;
  }
}
