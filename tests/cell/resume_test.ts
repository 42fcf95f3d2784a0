import { assert, assertEquals } from "@std/assert";
import { Graph, type Run } from "../../lib/cell/mod.ts";
import { computed, input, sleep } from "./cells.ts";

/** Counts to ten in steps that a stop keeps; where it began, and the count. */
async function count([start]: readonly unknown[], { kept, signal }: Run) {
  const from = (kept.get("count") ?? start) as number;
  for (let n = from; n < 10; n++) {
    kept.set("count", n);
    await sleep(2, signal);
  }
  return { from };
}

/** A count that was stopped on its way. */
async function stopped() {
  const graph = new Graph();
  const start = input(graph, "start", 0);
  const cell = computed(graph, "count", [start], count);
  await graph.settled(9);
  assert(!cell.resumable, "while it runs there is nothing to resume");
  cell.cancel();
  const at = cell.state.kept!.get("count") as number;
  assert(at > 0 && at < 10);
  return { graph, start, cell, at };
}

Deno.test("resume goes on where a run was stopped, as often as it is", async () => {
  const { graph, cell, at } = await stopped();
  assert(cell.resumable);
  cell.resume();
  assert(!cell.resumable);
  await graph.settled(3);
  cell.cancel();
  assert(cell.resumable);
  const later = cell.state.kept!.get("count") as number;
  assert(later >= at);
  cell.resume();
  await graph.settled();
  assertEquals(cell.value, { from: later });
  assertEquals(cell.state.kept, undefined);
});

Deno.test("after a stop only resume goes on: a rerun, a new input, a switch begin anew", async () => {
  const acts = {
    rerun: ({ cell }) => cell.rerun(),
    "a new input": ({ start }) => start.set(1),
    "an input set to what it was": ({ start }) => start.set(0),
    "off and on": ({ cell }) => (cell.disable(), cell.enable()),
    "resumed, but then with a new input": ({ cell, start }) => {
      cell.resume();
      start.set(1);
    },
  } satisfies Record<
    string,
    (stop: Awaited<ReturnType<typeof stopped>>) => void
  >;
  for (const [name, act] of Object.entries(acts)) {
    const stop = await stopped();
    (act as (given: typeof stop) => void)(stop);
    assert(!stop.cell.resumable, name);
    await stop.graph.settled();
    assertEquals(stop.cell.value, { from: stop.start.value }, name);
  }
});

Deno.test("what failed, and what left nothing, cannot be resumed: it begins anew", async () => {
  const graph = new Graph();
  const seen: number[] = [];
  const failing = computed(graph, "failing", [], (_, { kept }) => {
    seen.push(kept.size);
    kept.set("here", 1);
    throw new Error("no");
  });
  await graph.settled();
  assert(!failing.resumable);
  failing.resume();
  await graph.settled();
  assertEquals(seen, [0, 0]);
  const silent = computed(
    graph,
    "silent",
    [],
    (_, { signal }) => sleep(1e6, signal),
  );
  await graph.settled(5);
  silent.cancel();
  assertEquals([silent.status, silent.resumable], ["failed", false]);
});
