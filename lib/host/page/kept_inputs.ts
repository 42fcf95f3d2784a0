import type { Graph } from "../../cell/mod.ts";
import type { InputView } from "../../notebook/mod.ts";

/** Kept by the tab, for this page. */
const place = `thalweg-inputs ${location.pathname}`;

/** Keeps what somebody chose, so that it outlives a reload. */
export function keepInput(identity: string, text: string): void {
  try {
    const kept = { ...readKept(), [identity]: text };
    sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // Storage may be switched off, or full: then nothing is kept.
  }
}

/** Sets inputs to what was kept. */
export function restoreInputs(graph: Graph): void {
  const kept = readKept();
  for (const cell of graph.cells) {
    const text = kept[cell.identity ?? ""];
    const { kind, fromText } = (cell.view ?? {}) as Partial<InputView>;
    if (kind === "input" && text !== undefined) cell.set(fromText!(text));
  }
}

function readKept(): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}");
  } catch {
    return {};
  }
}
