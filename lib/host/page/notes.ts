import type { Cell } from "../../cell/mod.ts";
import { drawHeld } from "./actions.ts";
import { create } from "./dom.ts";
import { drawProblem, drawWaiting } from "./problem.ts";

/** What is said at a cell that has no value: what failed, or is waited for. */
export class Notes {
  readonly element: HTMLElement = create("div", { class: "note" });
  readonly #cell: Cell<unknown>;
  #said: readonly unknown[] = [];

  constructor(cell: Cell<unknown>) {
    this.#cell = cell;
  }

  /** `drawError`: why its value could not be drawn. */
  update(drawError?: Error): void {
    const { error, blame, heldBy } = this.#cell;
    const problem = error ?? drawError;
    const said = [problem, blame, heldBy, heldBy?.status, heldBy?.title];
    if (said.every((part, i) => part === this.#said[i])) return;
    this.#said = said;
    this.element.replaceChildren(
      ...problem ? [drawProblem(this.#cell, problem)] : [],
      ...blame ? [drawWaiting(blame)] : [],
      ...heldBy && !problem ? [drawHeld(this.#cell, heldBy)] : [],
    );
  }
}
