import type { Graph } from "../../cell/mod.ts";

/** A notebook at which nothing has run for so long has come to rest, in ms. */
const rest = 2000;

/** Acts once when a notebook has come to rest, and whenever it is left. */
export function atRest(graph: Graph, act: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = graph.observe(() => {
    clearTimeout(timer);
    if (graph.cells.some(({ atWork }) => atWork)) return;
    timer = setTimeout(() => {
      stop();
      act();
    }, rest);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") act();
  });
}
