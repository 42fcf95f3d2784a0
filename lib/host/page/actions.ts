import type { Cell } from "../../cell/mod.ts";
import { create, setText } from "./dom.ts";
import { capitalized } from "../../status.ts";

/** A button that switches a cell off and on; {@linkcode PowerButton.update} it. */
export class PowerButton {
  readonly element: HTMLButtonElement;
  readonly #cell: Cell<unknown>;

  constructor(cell: Cell<unknown>) {
    this.#cell = cell;
    this.element = create("button", { type: "button", class: "power" });
    this.element.addEventListener("click", () => {
      if (cell.status === "disabled") cell.enable();
      else cell.disable();
    });
  }

  update(): void {
    const { status, title } = this.#cell;
    const text = status === "disabled" ? "Enable" : "Disable";
    setText(this.element, text);
    this.element.ariaLabel = `${text} ${title}`;
    this.element.title = status === "disabled"
      ? "Let it run again"
      : "Keep it, and what depends on it, from running";
  }
}

/** A button that runs what is stale, or switches on what is off. */
export function goButton(cell: Cell<unknown>): HTMLButtonElement {
  const disabled = cell.status === "disabled";
  const button = create(
    "button",
    {
      type: "button",
      class: "go",
      title: disabled ? "Let it run again" : "Run (Ctrl+Enter)",
    },
    disabled ? "Enable" : "Run",
  );
  button.addEventListener("click", () => {
    if (disabled) cell.enable();
    else cell.demand();
  });
  return button;
}

/**
 * What can be done about a run that was stopped or failed: to go on where it
 * stood, if that can be, and to begin once more.
 */
export function againButtons(cell: Cell<unknown>): HTMLButtonElement[] {
  const again = againButton("Run again", cell.title);
  again.addEventListener("click", () => cell.rerun());
  if (!cell.resumable) return [again];
  const resume = againButton("Resume", cell.title);
  resume.title = "Go on where it was stopped";
  resume.addEventListener("click", () => cell.resume());
  return [resume, again];
}

function againButton(words: string, title: string): HTMLButtonElement {
  return create(
    "button",
    { type: "button", class: "again", "aria-label": `${words}: ${title}` },
    words,
  );
}

/** Why a cell has no value of its inputs, and what to do about it. */
export function drawHeld(
  cell: Cell<unknown>,
  holder: Cell<unknown>,
): HTMLElement {
  const why = holder.status === "disabled" ? "is disabled" : "runs on demand";
  const words = holder === cell
    ? `${capitalized(why)}. `
    : `waits for: ${holder.title}, which ${why} `;
  return create("p", { class: "waits" }, words, goButton(holder));
}
