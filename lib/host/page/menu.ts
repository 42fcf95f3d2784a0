import { create } from "./dom.ts";

/** "⋯", which opens a list of buttons; one of them, or Escape, closes it. */
export function menu(
  name: string,
  buttons: readonly HTMLButtonElement[],
): HTMLDetailsElement {
  const summary = create("summary", { "aria-label": name, title: name }, "⋯");
  const element = create(
    "details",
    { class: "menu" },
    summary,
    create("div", { class: "menu-list" }, ...buttons),
  );
  const close = () => element.open = false;
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (!element.contains(relatedTarget as Node | null)) close();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    event.stopPropagation(); // it would stop what runs
    close();
    summary.focus();
  });
  for (const button of buttons) button.addEventListener("click", close);
  return element;
}
