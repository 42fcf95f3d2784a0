import type { Cell } from "../../cell/mod.ts";
import type { Prose, ProseView, ValueTexts } from "../../notebook/mod.ts";
import { anchorOf } from "../cells.ts";
import type { PageContext } from "./context.ts";
import { create } from "./dom.ts";
import { Notes } from "./notes.ts";
import type { Block, Place } from "./part.ts";
import { Settling } from "./settling.ts";

/** Longer prose is not set beside figures. */
const longestAside = 600;

/** The reading column, in pixels. */
const proseWidth = 700;

/** Prose with live values. */
export class ProseBlock implements Block {
  readonly element: HTMLElement;
  readonly place: Place;
  readonly #cell: Cell<Prose>;
  readonly #text = create("div", { class: "prose-text" });
  readonly #notes: Notes;
  readonly #settling: Settling;
  #shown: Prose | undefined;

  constructor(cell: Cell<Prose>, { sight, code, textsOf }: PageContext) {
    this.#cell = cell;
    this.#notes = new Notes(cell as Cell<unknown>);
    const known = textsOf(cell as Cell<unknown>);
    this.#settling = new Settling(
      cell as Cell<unknown>,
      known !== undefined || cell.inputs.length === 0,
    );
    const { title } = cell;
    this.place = /^#/.test(title) || title.length > longestAside
      ? "row"
      : "aside";
    this.element = create(
      "section",
      { class: "block prose", id: anchorOf(cell) },
      this.#text,
      this.#notes.element,
    );
    const part = code.claim(cell as Cell<unknown>);
    this.element.prepend(...code.button(cell as Cell<unknown>));
    if (part) {
      // Of prose that follows from nothing the code says what the prose does.
      part.quiet = cell.inputs.length === 0;
      this.element.append(part.element);
    }
    // Until it is there it takes about the room that it will.
    this.#text.style.minHeight = `${this.height(proseWidth)}px`;
    this.#showDraft(known).catch(() => {}); // the cell fails of the same
    new ResizeObserver(() => this.#letScroll()).observe(this.#text);
    sight.follow(this.element, cell as Cell<unknown>);
  }

  get settled(): boolean {
    return this.#settling.settled;
  }

  height(width: number): number {
    const letters = Math.max(20, width / 7.5);
    return 24 * Math.ceil(this.#cell.title.length / letters) + 32;
  }

  /** Unseen, for its height. */
  async #showDraft(known: ValueTexts | undefined): Promise<void> {
    const { html } = await (this.#cell.view as ProseView).draft(known);
    if (this.#shown) return;
    this.#text.style.minHeight = "";
    this.#text.dataset.draft = "";
    this.#text.innerHTML = html;
  }

  /** What is wider than the page is scrolled by keys as well. */
  #letScroll(): void {
    for (const part of this.#text.querySelectorAll(".formula, pre")) {
      if (part.scrollWidth > part.clientWidth) {
        part.setAttribute("tabindex", "0");
      } else part.removeAttribute("tabindex");
    }
  }

  update(): void {
    const { value, status } = this.#cell;
    this.element.dataset.status = status;
    if (value && value !== this.#shown) {
      this.#shown = value;
      this.#text.style.minHeight = "";
      delete this.#text.dataset.draft;
      const open = this.#text.querySelector("details")?.open ?? false;
      // Its tag has put all values in as text.
      this.#text.innerHTML = value.html;
      const details = this.#text.querySelector("details");
      if (details) details.open = open;
    }
    this.#notes.update();
  }
}
