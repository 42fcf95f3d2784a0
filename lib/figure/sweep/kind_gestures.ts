import type { KeyboardEvent, SVGElement } from "../surface/live_types.ts";
import { KINDS } from "./columns.ts";
import type { Explored } from "./explored.ts";
import { toggled } from "./selection.ts";

/** Makes a verdict one to switch off and on. */
export function bindKind(part: SVGElement, explored: Explored): void {
  const kind = Number(part.getAttribute("data-kind"));
  const name = KINDS[kind];
  const tell = () => {
    const isOn = !explored.now.selection.without.has(kind);
    part.setAttribute("aria-checked", String(isOn));
  };
  const toggle = () => {
    explored.select(toggled(explored.now.selection, kind));
    tell();
  };
  part.setAttribute("tabindex", "0");
  part.setAttribute("role", "checkbox");
  part.setAttribute("aria-label", name === "none" ? "no verdict" : name);
  part.style.cursor = "pointer";
  tell();
  part.addEventListener("click", toggle);
  part.addEventListener("keydown", (event: KeyboardEvent) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    toggle();
  });
}
