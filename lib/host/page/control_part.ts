import type { Cell } from "../../cell/mod.ts";
import type { InputView } from "../../notebook/mod.ts";
import { controlHtml } from "../controls.ts";
import { anchorOf, wasStopped } from "./cells.ts";
import { create, setText } from "./dom.ts";
import type { Part } from "./part.ts";

/** An input in the side column. */
export class ControlPart implements Part {
  readonly element: HTMLElement;
  readonly #cell: Cell<unknown>;
  #settings = "";

  constructor(cell: Cell<unknown>) {
    this.#cell = cell;
    this.element = create("div", {
      id: anchorOf(cell),
      "data-identity": cell.identity ?? "",
    });
    this.update();
  }

  update(): void {
    const { status, error } = this.#cell;
    const view = this.#cell.view as InputView;
    const settings = JSON.stringify(view.settings());
    if (settings !== this.#settings) {
      // At first, and when the options of a menu are others.
      this.#settings = settings;
      this.element.innerHTML = controlHtml(anchorOf(this.#cell), view);
    }
    this.element.dataset.status = status;
    const problem = this.element.querySelector(".thalweg-problem")!;
    const message = error && !wasStopped(this.#cell) ? error.message : "";
    setText(problem, message);
    for (const input of this.element.querySelectorAll("input, select")) {
      input.setAttribute("aria-invalid", String(message !== ""));
    }
    const file = this.element.querySelector(".thalweg-file");
    if (file) setText(file, view.currentText());
  }
}
