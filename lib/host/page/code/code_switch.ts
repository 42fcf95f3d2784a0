import { byId } from "../dom.ts";
import type { CodeBook } from "./code_book.ts";

const place = "thalweg-code";

/** The button in the banner: the code of all cells, or of none, remembered. */
export function bindCodeSwitch(code: CodeBook): void {
  const button = byId<HTMLButtonElement>("code");
  button.hidden = code.parts.length === 0;
  const show = (all: boolean) => {
    button.ariaPressed = String(all);
    button.title = `${all ? "Hide" : "Show"} the code of all cells`;
    code.showAll(all);
  };
  show(remembered());
  button.addEventListener("click", () => {
    const all = button.ariaPressed !== "true";
    show(all);
    try {
      localStorage.setItem(place, all ? "all" : "none");
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
  });
}

function remembered(): boolean {
  try {
    return localStorage.getItem(place) === "all";
  } catch {
    return false;
  }
}
