import type { Cell, Graph } from "../../cell/mod.ts";

/**
 * Escape stops what runs. Ctrl+Enter (on a Mac also ⌘ and Enter) runs what is
 * stale: the cell that has the focus, else all that is needed.
 */
export function bindKeys(
  graph: Graph,
  byAnchor: ReadonlyMap<string, Cell<unknown>>,
): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") graph.cancelAll();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const block = document.activeElement?.closest(".block");
    const focused = block ? byAnchor.get(block.id) : undefined;
    if (focused?.heldBy) return focused.demand();
    for (const cell of graph.cells) {
      if (cell.status === "stale" && cell.needed) cell.demand();
    }
  });
}
