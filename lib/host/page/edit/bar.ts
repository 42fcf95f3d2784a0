import { create } from "../dom.ts";

/** Something to press beside what is said. */
export interface BarAction {
  readonly name: string;
  readonly act: () => void;
}

/** Says in a corner of the page how the file stands. */
export class Bar {
  readonly #words = create("span", { class: "edit-words" });
  readonly #more = create("div", { class: "edit-more" });
  readonly #actions = create("span", { class: "edit-actions" });
  readonly element: HTMLElement = create(
    "div",
    { class: "edit-bar", role: "status" },
    this.#words,
    this.#actions,
    this.#more,
  );

  /** Says it, with the text `more` below and what may be done. */
  say(words: string, actions: readonly BarAction[] = [], more = ""): void {
    if (!this.element.isConnected) document.body.append(this.element);
    this.#words.textContent = words;
    this.#more.replaceChildren(
      ...more === "" ? [] : [create("pre", { tabindex: "0" }, more)],
    );
    this.#actions.replaceChildren(...actions.map(({ name, act }) => {
      const button = create("button", { type: "button" }, name);
      button.addEventListener("click", act);
      return button;
    }));
  }
}
