import type { Cell } from "../../cell/mod.ts";
import { describe } from "../../notebook/mod.ts";
import { goButton, PowerButton } from "./actions.ts";
import {
  anchorOf,
  formatPace,
  formatSeconds,
  isPicture,
  wasStopped,
} from "../cells.ts";
import type { Room } from "../room.ts";
import type { PageContext } from "./context.ts";
import { create, setText } from "./dom.ts";
import type { Part, Revealed } from "./part.ts";
import { Settling } from "./settling.ts";
import { showValue } from "./value_part.ts";

/** What has its value so soon, in ms, is not told of. */
const soon = 300;

/** A line in the list of what runs: a computed cell that makes no picture. */
export class RunRow implements Part, Revealed {
  readonly element: HTMLLIElement;
  readonly #cell: Cell<unknown>;
  readonly #leaf: boolean;
  readonly #room: Room | null | undefined;
  readonly #settling: Settling;
  readonly #title = create("a", { class: "run-title" });
  readonly #words = create("summary", { class: "run-value" });
  readonly #inside = create("div", { class: "value" });
  readonly #fold = create("details", {}, this.#words, this.#inside);
  readonly #time = create("span", { class: "time" });
  readonly #bar = create("div", { class: "bar" });
  readonly #go: HTMLButtonElement;
  readonly #power: PowerButton;
  #shown: unknown;

  /** `leaf`: no other cell uses it, so it stands in the main column. */
  constructor(
    cell: Cell<unknown>,
    { code, roomOf }: PageContext,
    leaf: boolean,
  ) {
    this.#cell = cell;
    this.#leaf = leaf;
    this.#room = roomOf(cell);
    this.#settling = new Settling(cell, this.#room !== undefined || !leaf);
    this.#title.href = `#${anchorOf(cell)}`;
    this.#go = goButton(cell);
    this.#power = new PowerButton(cell);
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
    this.#fold.addEventListener("toggle", () => this.#look());
    this.element = create(
      "li",
      { class: "run", "data-identity": cell.identity ?? "" },
      this.#title,
      create(
        "div",
        { class: "run-state" },
        ...code.button(cell),
        this.#power.element,
        this.#go,
        this.#time,
        cancel,
      ),
      this.#fold,
      create("div", { class: "progress" }, this.#bar),
    );
  }

  get settled(): boolean {
    return this.#settling.settled;
  }

  update(): void {
    const cell = this.#cell;
    const { status, progress, value, title } = cell;
    this.element.hidden = isPicture(cell) ||
      (value === undefined && this.#mayBePicture && !this.#isFirstRun);
    this.element.dataset.status = status;
    setText(this.#title, title);
    this.#title.title = title;
    setText(this.#time, timeText(cell));
    this.#power.update();
    this.#go.setAttribute("aria-label", `Run ${title}`);
    const note = noteOf(cell);
    this.#fold.hidden = value === undefined && note === undefined;
    const text = note ?? (value === undefined ? "" : describe(value));
    setText(this.#words, text === title ? "value" : text);
    this.#words.title = text;
    if (value !== undefined) this.#look();
    const { done } = progress ?? {};
    this.element.dataset.progress = done === undefined ? "unknown" : "known";
    this.#bar.style.transform = done === undefined ? "" : `scaleX(${done})`;
  }

  /** Whether it has no place in the list until its value is known. */
  get #mayBePicture(): boolean {
    if (this.#room === undefined || this.#cell.status === "done") {
      return this.#leaf;
    }
    return this.#room !== null;
  }

  /** A long first run is told here: its place may not be shown yet. */
  get #isFirstRun(): boolean {
    const { status, startedAt } = this.#cell;
    return this.#room === undefined && status === "running" &&
      performance.now() - startedAt > soon;
  }

  /** Draws what is inside only for those who look. */
  #look(): void {
    const { value } = this.#cell;
    if (!this.#fold.open || value === this.#shown) return;
    this.#shown = value;
    showValue(this.#inside, value);
  }
}

/** What a run says of itself that takes longer than one wants to read of. */
function noteOf({ status, progress, startedAt }: Cell<unknown>) {
  const isLong = status === "running" && performance.now() - startedAt > 1000;
  return isLong && progress?.note ? progress.note : undefined;
}

function timeText(cell: Cell<unknown>): string {
  switch (cell.status) {
    case "running":
      return formatPace(cell);
    case "failed":
      return wasStopped(cell) ? "stopped" : "failed";
    case "blocked":
      return "blocked";
    case "stale":
      return "stale";
    case "disabled":
      return "disabled";
    case "waiting":
      return cell.needed ? "waits" : "not needed yet";
    case "done": {
      const from = cell.source ? ` ${cell.source}` : "";
      return `✓ ${formatSeconds(cell.seconds ?? 0)}${from}`;
    }
  }
}
