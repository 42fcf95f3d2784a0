import { assert, assertEquals } from "@std/assert";
import { Graph } from "../../lib/cell/mod.ts";
import { estimateRemaining } from "../../lib/cell/estimate.ts";
import { computed, sleep } from "./cells.ts";

Deno.test("estimateRemaining goes on at the pace so far, or as last time", () => {
  const table: [Parameters<typeof estimateRemaining>[0], number | undefined][] =
    [
      // a quarter in one second: three more, of which half a second is over
      [{ elapsed: 1.5, done: 0.25, told: 1, usual: undefined }, 2.5],
      [{ elapsed: 1.5, done: 0.25, told: 1, usual: 99 }, 2.5],
      [{ elapsed: 4, done: 1, told: 4, usual: undefined }, 0],
      [{ elapsed: 9, done: 0.5, told: 4, usual: undefined }, 0],
      [{ elapsed: 1, done: 0, told: 1, usual: undefined }, undefined],
      [{ elapsed: 1, done: undefined, told: 0, usual: 3 }, 2],
      [{ elapsed: 4, done: undefined, told: 0, usual: 3 }, undefined],
      [{ elapsed: 1, done: undefined, told: 0, usual: undefined }, undefined],
      [{ elapsed: 1, done: 0.01, told: 0.1, usual: 3 }, 2],
    ];
  for (const [pace, remaining] of table) {
    assertEquals(estimateRemaining(pace), remaining, JSON.stringify(pace));
  }
});

Deno.test("a cell tells what remains only while it runs", async () => {
  const graph = new Graph();
  let tell: () => void = () => {};
  const cell = computed(graph, "c", [], async (_, run) => {
    tell = () => run.progress(0.5);
    await sleep(260, run.signal);
  });
  await sleep(210);
  tell();
  const { remaining, startedAt } = cell;
  assert(remaining !== undefined);
  assert(Math.abs(remaining - (performance.now() - startedAt) / 1000) < 0.1);
  await graph.settled();
  assertEquals(cell.remaining, undefined);
});

Deno.test("a run from a cache does not tell how long runs take", async () => {
  const graph = new Graph();
  const cell = computed(graph, "c", [], async (_, run) => {
    await sleep(1);
    run.source(cached ? "from cache" : "computed");
  });
  let cached = true;
  await graph.settled();
  assertEquals(cell.state.usualSeconds, undefined);
  cached = false;
  cell.rerun();
  await graph.settled();
  assertEquals(cell.state.usualSeconds, cell.seconds);
});
