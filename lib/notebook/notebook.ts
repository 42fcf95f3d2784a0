import { Graph, type Run } from "../cell/mod.ts";
import { extendRun } from "./run.ts";

/** What a notebook needs of the host it runs in. */
export interface NotebookHost {
  /** In a kernel a second definition replaces the first; elsewhere it fails. */
  readonly duplicates: "refuse" | "redefine";
  /** In a kernel nothing may run in microtasks; see {@linkcode Graph}. */
  readonly eager?: boolean;
  /** Whether only what somebody looks at runs; see {@linkcode Graph}. */
  readonly lazy?: boolean;
  /** Resolves when what has changed is on the screen; see {@linkcode Graph}. */
  readonly repaint?: () => Promise<void>;
  /** The text of the notebook, to tell in which line a cell stands. */
  readonly source?: string;
  /** The line of the notebook that a stack of calls names first. */
  readonly lineIn?: (stack: string) => number | undefined;
  /** Reads a file by its path relative to the notebook. */
  readonly readBytes: (path: string) => Promise<Uint8Array>;
}

const alone: NotebookHost = {
  duplicates: "refuse",
  readBytes: (path) =>
    Promise.reject(
      new Error(`Cannot read "${path}": no notebook is open, expected a host`),
    ),
};

let host = alone;
let graph: Graph | undefined;
/** Stacks of what defined cells where there is no host. */
const definers = new Set<string>();
/** Where frames of the library itself stand. */
const library = new URL("../", import.meta.url).href;

/** The host that the notebook runs in. */
export function notebookHost(): NotebookHost {
  return host;
}

/** The graph that tags add cells to: one per page, kernel or process. */
export function notebookGraph(): Graph {
  if (host === alone) definers.add(callersOutside(new Error()));
  return graph ??= new Graph({
    duplicates: host.duplicates,
    eager: host.eager ?? false,
    lazy: host.lazy ?? false,
    ...(host.repaint ? { repaint: host.repaint } : {}),
    extendRun: extendRun as (run: Run) => Run,
  });
}

/** The frames below those of the library. */
function callersOutside({ stack = "" }: Error): string {
  return stack.split("\n").slice(1)
    .filter((frame) => !frame.includes(library)).join("\n").trim();
}

/**
 * Whether a file is a notebook that nobody opened: cells to look at stand in it,
 * outside of functions, no host shows them, and nobody has read a value. A
 * program may use cells for its own ends.
 */
export function isUnopened(file: string): boolean {
  return host === alone && graph !== undefined &&
    graph.cells.some(({ view }) => view !== undefined) &&
    !graph.cells.some(({ state }) => state.isRead) &&
    // one frame: in a function there would be those of its callers
    [...definers].some((frames) =>
      frames.startsWith(`at ${decodeURI(file)}:`) && !frames.includes("\n")
    );
}

/** Starts an empty notebook in a host; the host then loads its cells. */
export function openNotebook(chosen: NotebookHost): Graph {
  graph?.clear();
  graph = undefined;
  host = chosen;
  return notebookGraph();
}

/** Reads a file that lies with the notebook. */
export function readNotebookFile(path: string): Promise<Uint8Array> {
  return host.readBytes(path);
}
