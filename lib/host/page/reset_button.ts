import type { Cell, Graph } from "../../cell/mod.ts";
import type { InputView } from "../../notebook/mod.ts";
import { byId, create } from "./dom.ts";
import { forgetFiles } from "./kept_files.ts";
import type { Part } from "./part.ts";

/** Brings all inputs back to their first values; there while one is not. */
export class ResetButton implements Part {
  readonly #graph: Graph;
  readonly #button = create(
    "button",
    { type: "button", class: "reset" },
    "Reset",
  );

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#button.title = "Bring all controls back to their first values";
    this.#button.addEventListener("click", () => {
      for (const cell of this.#chosen()) cell.reset();
      forgetFiles();
    });
    byId("controls").append(this.#button);
  }

  update(): void {
    this.#button.hidden = this.#chosen().length === 0;
  }

  #chosen(): readonly Cell<unknown>[] {
    return this.#graph.cells.filter(({ view }) => {
      const { kind, chosen, settings } = (view ?? {}) as Partial<InputView>;
      // A button's presses are not taken back.
      return kind === "input" && chosen!() && settings!().control !== "button";
    });
  }
}
