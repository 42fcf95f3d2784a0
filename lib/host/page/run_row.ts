import type { Cell } from "../../cell/mod.ts";
import { describe } from "../../notebook/mod.ts";
import {
  anchorOf,
  figureOf,
  formatElapsed,
  formatSeconds,
  wasStopped,
} from "./cells.ts";
import { create, setText } from "./dom.ts";
import type { Part } from "./part.ts";

/** A line in the list of what runs: a computed cell that makes no picture. */
export class RunRow implements Part {
  readonly element: HTMLLIElement;
  readonly #cell: Cell<unknown>;
  readonly #leaf: boolean;
  readonly #title = create("a", { class: "run-title" });
  readonly #value = create("span", { class: "run-value" });
  readonly #time = create("span", { class: "time" });
  readonly #bar = create("div", { class: "bar" });

  /** `leaf`: no other cell uses it, so it will most likely be a picture. */
  constructor(cell: Cell<unknown>, leaf: boolean) {
    this.#cell = cell;
    this.#leaf = leaf;
    this.#title.href = `#${anchorOf(cell)}`;
    const cancel = create(
      "button",
      {
        type: "button",
        class: "cancel",
        "aria-label": `Stop ${cell.title}`,
        title: "Stop (Escape)",
      },
      "×",
    );
    cancel.addEventListener("click", () => cell.cancel());
    this.element = create(
      "li",
      { class: "run", "data-identity": cell.identity ?? "" },
      this.#title,
      this.#time,
      cancel,
      this.#value,
      create("div", { class: "progress" }, this.#bar),
    );
  }

  update(): void {
    const cell = this.#cell;
    const { status, progress, seconds, value, title } = cell;
    this.element.hidden = figureOf(cell) !== undefined ||
      (this.#leaf && value === undefined);
    this.element.dataset.status = status;
    setText(this.#title, title);
    this.#title.title = title;
    setText(this.#time, timeText(cell));
    if (value !== undefined) {
      const text = describe(value);
      setText(this.#value, text === title ? "" : text);
      this.#value.title = text;
    }
    const { done } = progress ?? {};
    this.element.dataset.progress = done === undefined ? "unknown" : "known";
    this.#bar.style.transform = done === undefined ? "" : `scaleX(${done})`;

    function timeText(cell: Cell<unknown>): string {
      if (status === "running") return formatElapsed(cell);
      if (status === "failed") return wasStopped(cell) ? "stopped" : "failed";
      if (status === "blocked") return "blocked";
      if (status === "waiting") return "waits";
      const from = cell.source ? ` ${cell.source}` : "";
      return `✓ ${formatSeconds(seconds ?? 0)}${from}`;
    }
  }
}
