import { assertEquals } from "@std/assert";
import { Graph } from "../../lib/cell/mod.ts";
import { pause } from "../../lib/pause.ts";
import { computed } from "./cells.ts";

/** A graph as a kernel has it. */
const eagerGraph = () => new Graph({ eager: true, repaint: pause });

/** All microtasks that follow from what was done, and no task. */
async function microtasks(): Promise<void> {
  for (let i = 0; i < 100; i++) await null;
}

/** So many turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await pause();
}

Deno.test("an async body does not go on in the microtasks of its definition", async () => {
  const graph = eagerGraph();
  const seen: string[] = [];
  const body = async () => {
    await null;
    seen.push("body");
  };
  computed(graph, "body", [], body, { isAsync: true });
  seen.push("defined");
  await microtasks();
  assertEquals(seen, ["defined"]);
  await graph.settled();
  assertEquals(seen, ["defined", "body"]);
});

Deno.test("a stream goes on in a task of its own when its dependents are ready", async () => {
  const graph = eagerGraph();
  let asked = 0;
  const stream = computed(graph, "stream", [], function* () {
    while (asked < 3) yield asked++;
  });
  let finish = () => {};
  computed(
    graph,
    "slow",
    [stream],
    () => new Promise<void>((resolve) => finish = resolve),
  );
  await turns(20);
  assertEquals(asked, 1, "it waits for what is slow");
  finish();
  await microtasks();
  assertEquals(asked, 1, "the next part came in a microtask");
  for (let i = 0; i < 20; i++) {
    finish();
    await turns(5);
  }
  assertEquals(asked, 3);
});
