import { Cell } from "../../cell/mod.ts";
import {
  cancelJobs,
  configureMemo,
  configureWorkers,
  warmWorkers,
} from "../../job/mod.ts";
import { notebookGraph, openNotebook } from "../../notebook/mod.ts";
import { diskStorage } from "../storage/disk_storage.ts";
import { stopOnInterrupt } from "./interrupts.ts";
import { findKernel } from "./kernel.ts";
import { Outputs } from "./outputs.ts";
import { showPlainValues } from "./plain_values.ts";
import { serveControls } from "./server.ts";
import { settle } from "../headless/settle.ts";

/** Outputs are not drawn more often than this, in ms. */
const frame = 50;

/** Whether this program runs inside Deno's Jupyter kernel. */
export function inJupyter(): boolean {
  return findKernel() !== undefined;
}

let shown: Outputs | undefined;

/**
 * Waits until all that was defined in this kernel is computed and shown, so
 * that a notebook that is run and saved by a program has its results in it.
 * Where a front end is connected it returns at once: there, outputs complete
 * themselves, and the kernel stays free.
 *
 * @throws {Error} Outside a kernel, or if cells are at work after ten minutes.
 *
 * @example Usage
 * ```ts ignore
 * import { completeOutputs } from "@thalweg/thalweg";
 *
 * await completeOutputs(); // the last Jupyter cell, where a program runs them
 * ```
 */
export async function completeOutputs(): Promise<void> {
  if (!shown) {
    throw new Error("Cannot complete outputs: no kernel, expected Deno's");
  }
  if (shown.watched) return;
  await settle(notebookGraph(), "complete outputs");
  await shown.repeat();
}

/**
 * Makes the kernel a host: cells show themselves where they are defined and
 * follow their inputs from then on, defining a cell again replaces it, and an
 * interrupt stops what runs and leaves the kernel alive.
 *
 * @throws {Error} Outside a kernel.
 */
export function attachJupyter(): void {
  const kernel = findKernel();
  if (!kernel) {
    throw new Error("Cannot attach to Jupyter: no kernel, expected Deno's");
  }
  // A worker's first answer takes a second here; nothing holds a kernel open.
  configureWorkers({ idle: Infinity });
  warmWorkers();
  configureMemo({ storage: diskStorage() });
  const graph = openNotebook({
    duplicates: "redefine",
    eager: true,
    lazy: true,
    repaint: () => new Promise((resolve) => setTimeout(resolve, frame)),
    // What a Jupyter cell runs has no name.
    lineIn: (stack) =>
      Number(stack.match(/<anonymous>:(\d+):\d+/)?.[1]) || undefined,
    readBytes: (path) => Deno.readFile(path),
  });
  const server = serveControls(
    (message) => outputs.receive(message),
    () => outputs.states(),
  );
  const outputs = new Outputs(kernel, server);
  shown = outputs;
  graph.observe((cell, change) => outputs.follow(cell, change));
  Object.defineProperty(Cell.prototype, Symbol.for("Jupyter.display"), {
    value(this: Cell<unknown>) {
      outputs.show(this);
      return {}; // the display above stays in step; a result would not
    },
  });
  showPlainValues();
  stopOnInterrupt(() => {
    notebookGraph().cancelAll();
    cancelJobs();
  });
}
