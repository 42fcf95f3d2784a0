import { Graph, type Run } from "../cell/mod.ts";
import { extendRun } from "./run.ts";

/** What a notebook needs of the host it runs in. */
export interface NotebookHost {
  /** In a kernel a second definition replaces the first; elsewhere it fails. */
  readonly duplicates: "refuse" | "redefine";
  /** In a kernel nothing may run in microtasks; see {@linkcode Graph}. */
  readonly eager?: boolean;
  /** Reads a text file by its path relative to the notebook. */
  readonly readText: (path: string) => Promise<string>;
}

const alone: NotebookHost = {
  duplicates: "refuse",
  readText: (path) =>
    Promise.reject(
      new Error(`Cannot read "${path}": no notebook is open, expected a host`),
    ),
};

let host = alone;
let graph: Graph | undefined;

/** The graph that tags add cells to: one per page, kernel or process. */
export function notebookGraph(): Graph {
  return graph ??= new Graph({
    duplicates: host.duplicates,
    eager: host.eager ?? false,
    extendRun: extendRun as (run: Run) => Run,
  });
}

/** Starts an empty notebook in a host; the host then loads its cells. */
export function openNotebook(chosen: NotebookHost): Graph {
  graph?.clear();
  graph = undefined;
  host = chosen;
  return notebookGraph();
}

/** Reads a file that lies with the notebook. */
export function readNotebookFile(path: string): Promise<string> {
  return host.readText(path);
}
