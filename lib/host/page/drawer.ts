import { byId } from "./dom.ts";

/** On a phone the side column is a drawer; elsewhere this changes nothing. */
export function bindDrawer(): void {
  const handle = byId("drawer");
  const panel = byId("panel");
  handle.addEventListener("click", () => {
    const open = handle.getAttribute("aria-expanded") !== "true";
    handle.setAttribute("aria-expanded", String(open));
    panel.dataset.open = String(open);
  });
}
