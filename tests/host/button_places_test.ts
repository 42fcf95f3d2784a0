import { assert, assertEquals } from "@std/assert";
import { type Cell, type Graph, upstream } from "../../lib/cell/mod.ts";
import { listInputs } from "../../lib/host/headless/run_notebook.ts";
import { listNotebooks } from "../../lib/host/server/notebook_files.ts";
import {
  type InputView,
  layoutOf,
  openNotebook,
  placedCells,
  type ProseView,
} from "../../lib/notebook/mod.ts";
import { pathToFileURL } from "node:url";

const isButton = ({ view }: Cell<unknown>) =>
  (view as Partial<InputView>)?.settings?.().control === "button";

const kindOf = ({ view }: Cell<unknown>) => (view as ProseView)?.kind as string;

/** A cell with all that stands in it. */
function within(cell: Cell<unknown>): Cell<unknown>[] {
  return [cell, ...layoutOf(cell)?.parts.flatMap(within) ?? []];
}

/** The inputs that a press sets. */
async function setBy(
  graph: Graph,
  button: Cell<unknown>,
): Promise<readonly Cell<unknown>[]> {
  const inputs = listInputs(graph).filter((cell) => cell !== button);
  for (const input of inputs) input.reset();
  const release = graph.watch(button);
  button.set((button.view as InputView).fromText("press"));
  await graph.settled();
  release();
  return inputs.filter(({ view }) => (view as InputView).chosen());
}

/**
 * What somebody sees who presses a button: what stands with it, and below it up
 * to the next text.
 */
function beside(
  graph: Graph,
  button: Cell<unknown>,
): readonly Cell<unknown>[] {
  const placed = placedCells(graph.cells);
  const blocks = graph.cells.filter((cell) =>
    cell.view !== undefined && !placed.has(cell)
  );
  const at = blocks.findIndex((block) => within(block).includes(button));
  const after = blocks.slice(at + 1);
  const end = after.findIndex((block) =>
    kindOf(block) === "prose" && block.inputs.length === 0
  );
  return [blocks[at], ...after.slice(0, end < 0 ? undefined : end)]
    .flatMap(within).filter((cell) => kindOf(cell) !== "input");
}

Deno.test("what a button of a notebook changes stands beside it", async () => {
  const elsewhere: string[] = [];
  let buttons = 0;
  for (const { name, file } of await listNotebooks("notebooks")) {
    const graph = openNotebook({
      duplicates: "refuse",
      lazy: true,
      readBytes: () => Promise.reject(new Error("none")),
    });
    await import(`${pathToFileURL(file)}?buttons`);
    // one whose function takes values would compute them
    const simple = graph.cells.filter((cell) =>
      isButton(cell) && cell.inputs.length === 0
    );
    for (const button of simple) {
      buttons++;
      const set = await setBy(graph, button);
      assert(set.length > 0, `${name}: ${button.title} sets nothing`);
      const seen = beside(graph, button).some((cell) =>
        set.some((input) => new Set(upstream(cell)).has(input))
      );
      if (!seen) elsewhere.push(`${name}: ${button.title}`);
    }
  }
  assert(buttons > 15, `${buttons}`);
  assertEquals(elsewhere, []);
});
