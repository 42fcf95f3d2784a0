/**
 * The code of a notebook's page.
 *
 * @module
 */
import { configureMemo, configureWorkers, warmWorkers } from "../../job/mod.ts";
import { openNotebook } from "../../notebook/mod.ts";
import { indexedDbStorage } from "./indexed_db_storage.ts";
import { showNotebook } from "./notebook_page.ts";

/** Opens the notebook that `load` imports, and shows it. */
export async function openPage(load: () => Promise<unknown>): Promise<void> {
  configureWorkers({
    create: () => new Worker("/assets/worker.js", { type: "module" }),
    idle: Infinity,
  });
  warmWorkers(2);
  configureMemo({ storage: indexedDbStorage() });
  const graph = openNotebook({ duplicates: "refuse", readText });
  const failure = await load().then(() => undefined, (error) => error);
  showNotebook(graph, failure);
}

async function readText(path: string): Promise<string> {
  const response = await fetch(new URL(path, location.href));
  if (response.ok) return await response.text();
  throw new Error(
    `Cannot read "${path}": the server answered ${response.status}, expected a file beside the notebook`,
  );
}
