import type { Cell, Graph } from "../../cell/mod.ts";
import { type InputView, openNotebook } from "../../notebook/mod.ts";
import { provideDocument } from "../../figure/mod.ts";
import { settle } from "./settle.ts";

/** Values for inputs, by label; upper and lower case are the same. */
export type InputTexts = Readonly<Record<string, string>>;

/** A notebook that has come to rest. */
export interface HeadlessNotebook {
  readonly graph: Graph;
  /** Its text; "" where that is not at hand. */
  readonly source: string;
  /** What kept the notebook from defining all of its cells. */
  readonly failure: Error | undefined;
  /** The files beside it that it read, by the path that it named. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

let runs = 0;

/**
 * Runs a notebook in this process, without a page, until nothing changes any
 * more. Files that it names lie beside it; the value of a file input is a path relative
 * to the current folder. `rest` says how long it is waited for.
 *
 * @throws {RangeError} If there is no such notebook or no such input.
 * @throws {Error} If cells are still running after ten minutes.
 */
export async function runNotebook(
  url: URL,
  set: InputTexts = {},
  rest: (graph: Graph) => Promise<unknown> = (graph) =>
    settle(graph, "finish the notebook"),
): Promise<HeadlessNotebook> {
  await checkFile(url);
  await provideDocument();
  const files = new Map<string, Uint8Array>();
  const source = url.protocol === "file:" ? await Deno.readTextFile(url) : "";
  const graph = openNotebook({
    duplicates: "refuse",
    lazy: true,
    source,
    lineIn: (stack) => lineIn(stack, url),
    readBytes: async (path) => {
      const bytes = await Deno.readFile(new URL(path, url));
      files.set(path, bytes);
      return bytes;
    },
  });
  // A module runs once per address.
  const address = runs++ === 0 ? url.href : `${url.href}?run=${runs}`;
  const failure = await import(address).then(
    () => undefined,
    (error: Error) => error,
  );
  await setInputs(graph, set);
  // All that a page would show is shown.
  for (const cell of graph.cells) if (cell.view) graph.watch(cell);
  await rest(graph);
  return { graph, source, failure, files };
}

/** The line of a notebook that a stack of calls names first. */
function lineIn(stack: string, { href }: URL): number | undefined {
  for (const call of stack.split("\n")) {
    const start = call.indexOf(href);
    if (start < 0) continue;
    const place = call.slice(start + href.length).match(/^[^:]*:(\d+):\d+/);
    if (place) return Number(place[1]);
  }
  return undefined;
}

/** The inputs of a notebook. */
export function listInputs(graph: Graph): readonly Cell<unknown>[] {
  return graph.cells.filter(({ view }) =>
    (view as InputView | undefined)?.kind === "input"
  );
}

async function checkFile(url: URL): Promise<void> {
  if (url.protocol !== "file:") return;
  const found = await Deno.stat(url).then(({ isFile }) => isFile, () => false);
  if (found) return;
  throw new RangeError(
    `Cannot open "${
      decodeURIComponent(url.pathname)
    }": there is no such file, expected a notebook (.ts)`,
  );
}

async function setInputs(graph: Graph, set: InputTexts): Promise<void> {
  const inputs = listInputs(graph);
  const chosen = Object.entries(set).map(([label, text]) => {
    const cell = inputs.find((cell) => fold(labelOf(cell)) === fold(label));
    if (cell) return { cell, text };
    throw new RangeError(
      `Cannot set "${label}": expected one of ${
        inputs.map((cell) => `"${labelOf(cell)}"`).join(", ") || "no input"
      }`,
    );
  });
  for (const { cell, text } of chosen) await setInput(cell, text);
}

async function setInput(cell: Cell<unknown>, text: string): Promise<void> {
  const view = cell.view as InputView;
  const read = view.settings().control === "file"
    ? JSON.stringify({
      name: text.slice(text.lastIndexOf("/") + 1),
      base64: await readPicked(text, view.label),
    })
    : text;
  cell.set(view.fromText(read));
}

async function readPicked(path: string, label: string): Promise<string> {
  try {
    return (await Deno.readFile(path)).toBase64();
  } catch (error) {
    throw new RangeError(
      `Cannot set "${label}": "${path}" cannot be read, expected a file`,
      { cause: error },
    );
  }
}

function labelOf(cell: Cell<unknown>): string {
  return (cell.view as InputView).label;
}

function fold(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}
