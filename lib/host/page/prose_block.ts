import type { Cell } from "../../cell/mod.ts";
import type { Prose } from "../../notebook/mod.ts";
import { anchorOf } from "./cells.ts";
import { create } from "./dom.ts";
import type { Block, Place } from "./part.ts";
import { drawProblem, drawWaiting } from "./problem.ts";

/** Longer prose is not set beside figures. */
const longestAside = 600;

/** Prose with live values. */
export class ProseBlock implements Block {
  readonly element: HTMLElement;
  readonly place: Place;
  readonly #cell: Cell<Prose>;
  readonly #text = create("div", { class: "prose-text" });
  readonly #note = create("div", { class: "note" });
  #shown: Prose | undefined;
  #noted: unknown;

  constructor(cell: Cell<Prose>) {
    this.#cell = cell;
    const { title } = cell;
    this.place = /^#/.test(title) || title.length > longestAside
      ? "row"
      : "aside";
    this.element = create(
      "section",
      { class: "block prose", id: anchorOf(cell) },
      this.#text,
      this.#note,
    );
  }

  height(width: number): number {
    const letters = Math.max(20, width / 7.5);
    return 24 * Math.ceil(this.#cell.title.length / letters) + 32;
  }

  update(): void {
    const { value, status, error, blame } = this.#cell;
    this.element.dataset.status = status;
    if (value && value !== this.#shown) {
      this.#shown = value;
      const open = this.#text.querySelector("details")?.open ?? false;
      // The md tag has put all values in as text.
      this.#text.innerHTML = value.html;
      const details = this.#text.querySelector("details");
      if (details) details.open = open;
    }
    const noted = error ?? blame;
    if (noted === this.#noted) return;
    this.#noted = noted;
    this.#note.replaceChildren(
      ...error ? [drawProblem(this.#cell, error)] : [],
      ...blame ? [drawWaiting(blame)] : [],
    );
  }
}
