import type { Graph } from "../../cell/mod.ts";
import type { InputView } from "../../notebook/mod.ts";

/** Kept by the tab, for this page. */
const place = `thalweg-files ${location.pathname}`;

/** Keeps a file that somebody picked, so that it outlives a reload. */
export function keepFile(identity: string, text: string): void {
  try {
    const kept = { ...readKept(), [identity]: text };
    sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // Storage may be switched off, or full: then nothing is kept.
  }
}

/** Forgets all files that were picked. */
export function forgetFiles(): void {
  try {
    sessionStorage.removeItem(place);
  } catch {
    // See above.
  }
}

/** Sets file inputs to what was kept. */
export function restoreFiles(graph: Graph): void {
  const kept = readKept();
  for (const cell of graph.cells) {
    const text = kept[cell.identity ?? ""];
    if (text === undefined || !isFile(cell.view)) continue;
    cell.set(cell.view.fromText(text));
  }
}

/** Whether what a tag has left for hosts is an input of files. */
export function isFile(view: unknown): view is InputView {
  const { kind, settings } = (view ?? {}) as Partial<InputView>;
  return kind === "input" && settings!().control === "file";
}

function readKept(): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}");
  } catch {
    return {};
  }
}
