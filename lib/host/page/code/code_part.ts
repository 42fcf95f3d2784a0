import type { ListedPassage } from "../../source/listing.ts";
import { create } from "../dom.ts";

/**
 * The code of a passage, folded away until somebody asks for it. There is one
 * in a page for each passage; several buttons may open it.
 */
export class CodePart {
  readonly element: HTMLElement;
  readonly passage: ListedPassage;
  /** Shown where it is asked for alone, not with all others. */
  quiet = false;
  readonly #name: string;
  readonly #changed: () => void;
  readonly #buttons = new Set<HTMLButtonElement>();

  constructor(passage: ListedPassage, changed: () => void) {
    this.passage = passage;
    this.#changed = changed;
    const code = create("code");
    // Made from the notebook's text, in which nothing becomes markup.
    code.innerHTML = passage.html;
    const copy = create("button", { type: "button", class: "copy" }, "Copy");
    copy.addEventListener("click", async () => {
      copy.textContent = await copyText(code) ? "Copied" : "Press Ctrl+C";
      setTimeout(() => copy.textContent = "Copy", 1500);
    });
    const { firstLine, lastLine } = passage;
    const lines = firstLine === lastLine
      ? `Line ${firstLine}`
      : `Lines ${firstLine}–${lastLine}`;
    this.#name = `Code, ${lines.toLowerCase()}`;
    this.element = create(
      "div",
      {
        class: "code",
        id: `code-${firstLine}`,
        role: "group",
        "aria-label": this.#name,
      },
      create(
        "div",
        { class: "code-line" },
        create("span", {}, lines),
        copy,
      ),
      create("pre", { tabindex: "0" }, code),
    );
    this.element.hidden = true;
  }

  get open(): boolean {
    return !this.element.hidden;
  }

  set open(open: boolean) {
    if (open === this.open) return;
    this.element.hidden = !open;
    for (const button of this.#buttons) button.ariaExpanded = String(open);
    this.#changed();
  }

  /** Adds a button that edits it. */
  editable(edit: () => void): void {
    const button = create("button", { type: "button", class: "copy" }, "Edit");
    button.addEventListener("click", edit);
    this.element.querySelector(".copy")!.before(button);
  }

  /** A button that shows or hides it. */
  button(): HTMLButtonElement {
    const button = create("button", {
      type: "button",
      class: "show-code",
      "aria-expanded": String(this.open),
      "aria-controls": this.element.id,
      "aria-label": this.#name,
      title: "Code",
    }, "‹›");
    button.addEventListener("click", () => {
      this.open = !this.open;
      if (this.open) this.element.scrollIntoView({ block: "nearest" });
    });
    this.#buttons.add(button);
    return button;
  }
}

/** Selects a text and copies it, where the browser allows that. */
async function copyText(element: HTMLElement): Promise<boolean> {
  getSelection()?.selectAllChildren(element);
  try {
    await navigator.clipboard.writeText(element.textContent ?? "");
    return true;
  } catch {
    return false; // it is selected at least
  }
}
