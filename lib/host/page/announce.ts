import type { Graph } from "../../cell/mod.ts";
import { wasStopped } from "../cells.ts";
import { byId, setText } from "./dom.ts";
import type { Part } from "./part.ts";

/** Quicker changes are not read out. */
const quiet = 600;

/**
 * Says how the notebook stands: on the handle of the drawer, and, once it has
 * come to rest, to screen readers. `data-state` of the page is "running",
 * "failed" or "done".
 */
export function announce(graph: Graph): Part {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let said = "";
  return {
    update() {
      const { cells } = graph;
      const running = cells.find((cell) => cell.atWork);
      const failed = cells.find((cell) => cell.status === "failed");
      const state = running ? "running" : failed ? "failed" : "done";
      const text = running
        ? `${running.title} …`
        : failed
        ? `${failed.title}: ${wasStopped(failed) ? "stopped" : "failed"}`
        : "up to date";
      byId("page").dataset.state = state;
      setText(byId("drawer-state"), text);
      if (running || text === said) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        said = text;
        setText(byId("announcer"), failed ? text : "Results are up to date");
      }, quiet);
    },
  };
}
