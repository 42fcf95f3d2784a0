import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { Graph } from "../../lib/cell/mod.ts";
import { computed, input, sleep, type Values } from "./cells.ts";

Deno.test("only dependents rerun, and a diamond runs once", async () => {
  const graph = new Graph();
  const count: Record<string, number> = {};
  const counted = (name: string, f: (...values: number[]) => unknown) => {
    count[name] = 0;
    return (values: Values) => {
      count[name]!++;
      return f(...values as number[]);
    };
  };
  const a = input(graph, "a", 1);
  const b = input(graph, "b", 10);
  const left = computed(graph, "left", [a], counted("left", (x) => x + 1));
  const right = computed(graph, "right", [a], counted("right", (x) => 2 * x));
  const other = computed(graph, "other", [b], counted("other", (x) => x));
  const join = computed(
    graph,
    "join",
    [left, right],
    counted("join", async (x, y) => (await sleep(1), x + y)),
  );
  await graph.settled();
  assertEquals(join.value, 4);
  a.set(2);
  await graph.settled();
  assertEquals(join.value, 7);
  assertEquals(count, { left: 2, right: 2, other: 1, join: 2 });
  assertEquals(other.value, 10);
});

Deno.test("an equal value reruns nobody", async () => {
  const graph = new Graph();
  let runs = 0;
  const a = input(graph, "a", 3);
  const sign = computed(graph, "sign", [a], ([x]) => Math.sign(x as number));
  const last = computed(graph, "last", [sign], ([x]) => (runs++, x));
  await graph.settled();
  a.set(5);
  await graph.settled();
  assertEquals(runs, 1);
  assertEquals(last.status, "done");
  a.set(-5);
  await graph.settled();
  assertEquals(runs, 2);
  assertEquals(last.value, -1);
});

Deno.test("a failure names its origin, blocks dependents, and heals", async () => {
  const graph = new Graph();
  const a = input(graph, "a", 0);
  const failing = computed(graph, "failing", [a], ([x]) => {
    if (x === 0) throw new RangeError("Cannot divide: got 0, expected more");
    return 1 / (x as number);
  });
  const middle = computed(graph, "middle", [failing], ([x]) => x);
  const last = computed(graph, "last", [middle, a], ([x]) => x);
  await graph.settled();
  assertEquals(failing.status, "failed");
  assert(failing.error instanceof RangeError);
  assertEquals([middle.status, last.status], ["blocked", "blocked"]);
  assertStrictEquals(last.blame, failing);
  a.set(4);
  await graph.settled();
  assertEquals([failing.status, last.status], ["done", "done"]);
  assertEquals(last.value, 0.25);
  a.set(0);
  await graph.settled();
  assertEquals(last.status, "blocked");
  assertEquals(last.value, 0.25, "the stale value is kept for showing");
});

Deno.test("a rejected promise is a failure too", async () => {
  const graph = new Graph();
  const cell = computed(graph, "c", [], async () => {
    await sleep(1);
    throw new TypeError("no");
  });
  await graph.settled();
  assert(cell.error instanceof TypeError);
});

Deno.test("a superseded run is aborted and its late result never shows", async () => {
  const graph = new Graph();
  const a = input(graph, "a", 1);
  const aborted: unknown[] = [];
  const slow = computed(graph, "slow", [a], async ([x], run) => {
    run.signal.addEventListener("abort", () => aborted.push(x));
    await sleep(x === 1 ? 60 : 5); // ignores its signal
    return x;
  });
  const seen: unknown[] = [];
  graph.observe((cell) => {
    if (cell === slow && cell.fresh) seen.push(cell.value);
  });
  await sleep(5);
  a.set(2);
  await graph.settled();
  assertEquals(slow.value, 2);
  await sleep(80);
  assertEquals(slow.value, 2);
  assertEquals(aborted, [1]);
  assert(!seen.includes(1));
});

Deno.test("many moves in one turn start one run, with the last value", async () => {
  const graph = new Graph();
  const a = input(graph, "a", 0);
  const runs: unknown[] = [];
  computed(graph, "b", [a], ([x]) => runs.push(x));
  await graph.settled();
  for (let i = 1; i <= 100; i++) a.set(i);
  await graph.settled();
  assertEquals(runs, [0, 100]);
});

Deno.test("an identity defined again is refused, or redefined where allowed", async () => {
  const strict = new Graph();
  input(strict, "range width", 1);
  const error = assertThrows(() => input(strict, "range width", 2), Error);
  assertStringIncludes(error.message, "range width");

  const graph = new Graph({ duplicates: "redefine" });
  const a = input(graph, "a", 1);
  const twice = computed(graph, "f", [a], ([x]) => 2 * (x as number));
  const last = computed(graph, "last", [twice], ([x]) => x);
  await graph.settled();
  assertEquals(last.value, 2);
  const again = computed(graph, "f", [a], ([x]) => 3 * (x as number));
  assertStrictEquals(again, twice);
  await graph.settled();
  assertEquals(last.value, 3);
  input(graph, "a", 10);
  await graph.settled();
  assertEquals(last.value, 30);
});

Deno.test("a cycle is refused and named in full; nothing changes", async () => {
  const graph = new Graph({ duplicates: "redefine" });
  const a = computed(graph, "a", [], () => 1);
  const b = computed(graph, "b", [a], ([x]) => x);
  const c = computed(graph, "c", [b], ([x]) => x);
  const error = assertThrows(() => computed(graph, "a", [c], ([x]) => x));
  assertStringIncludes(error.message, "a → b → c → a");
  await graph.settled();
  assertEquals([a.value, c.value], [1, 1]);
});

Deno.test("a cycle through many diamonds is found at once", () => {
  const graph = new Graph({ duplicates: "redefine" });
  let last = computed(graph, "start", [], () => 1);
  for (let k = 0; k < 60; k++) {
    const left = computed(graph, `left ${k}`, [last], ([x]) => x);
    const right = computed(graph, `right ${k}`, [last], ([x]) => x);
    last = computed(graph, `end ${k}`, [left, right], ([x]) => x);
  }
  const spare = computed(graph, "spare", [], () => 1);
  computed(graph, "spare", [last], ([x]) => x); // 2⁶⁰ ways lead there
  assertEquals(spare.inputs, [last]);
  const error = assertThrows(() => computed(graph, "start", [spare], () => 2));
  assertEquals((error as Error).message.split(" → ").length, 60 * 2 + 3);
});

Deno.test("a duplicate and a cycle say where they stand", () => {
  const graph = new Graph();
  const at = (line: number) => ({
    identity: "cell fit",
    title: () => "Train",
    inputs: [],
    compute: () => 1,
    line: () => line,
  });
  graph.define(at(4));
  const error = assertThrows(() => graph.define(at(12))) as Error;
  assertStringIncludes(error.message, '"Train" (line 12): "Train" (line 4)');
});

Deno.test("a generator streams; slow dependents see its last value", async () => {
  const graph = new Graph();
  const source = computed(graph, "source", [], function* () {
    for (let i = 0; i < 5; i++) yield i;
  });
  const seen: unknown[] = [];
  const slow = computed(graph, "slow", [source], async ([x], run) => {
    await sleep(5, run.signal);
    seen.push(x);
    return x;
  });
  await graph.settled();
  assertEquals(source.status, "done");
  assertEquals(slow.value, 4);
  assertEquals(seen, [0, 1, 2, 3, 4], "back-pressure: nobody is starved");
});

Deno.test("a Map's iterator is a value, not a stream", async () => {
  const graph = new Graph();
  const iterator = new Map([[1, 2]]).values();
  const cell = computed(graph, "m", [], () => iterator);
  await graph.settled();
  assertStrictEquals(cell.value, iterator);
});

Deno.test("live follows a run; other dependents see the final value only", async () => {
  const graph = new Graph();
  const a = input(graph, "a", 1);
  const fit = computed(graph, "fit", [a], async ([x], run) => {
    for (let i = 0; i < 3; i++) {
      run.show(`${x} partial ${i}`);
      await sleep(3, run.signal);
    }
    return `${x} final`;
  });
  const partial: unknown[] = [];
  const final: unknown[] = [];
  computed(graph, "curve", [fit.live], ([x]) => partial.push(x));
  computed(graph, "spectrum", [fit], ([x]) => final.push(x));
  await graph.settled();
  assertEquals(final, ["1 final"]);
  assertEquals(partial, [
    "1 partial 0",
    "1 partial 1",
    "1 partial 2",
    "1 final",
  ]);
  a.set(2);
  await graph.settled();
  assertEquals(final, ["1 final", "2 final"]);
  assertEquals(partial.at(-1), "2 final");
});

Deno.test("live hands on the newest value when its dependents are slow", async () => {
  const graph = new Graph();
  const fit = computed(graph, "fit", [], async (_, run) => {
    for (let i = 0; i < 50; i++) {
      run.show(i);
      await sleep(1);
    }
    return "end";
  });
  const seen: unknown[] = [];
  computed(graph, "slow", [fit.live], async ([x], run) => {
    await sleep(15, run.signal);
    seen.push(x);
  });
  await graph.settled();
  assertEquals(seen.at(-1), "end");
  assert(seen.length >= 3 && seen.length < 20, `saw ${seen}`);
});

Deno.test("a failed run takes back what it has shown", async () => {
  const graph = new Graph();
  const fit = computed(graph, "fit", [], async (_, run) => {
    run.show(1);
    await sleep(5);
    throw new Error("no");
  });
  const curve = computed(graph, "curve", [fit.live], ([x]) => x);
  await graph.settled();
  assertEquals(curve.status, "blocked");
  assertStrictEquals(curve.blame, fit);
});

Deno.test("cancel stops one cell, says so, and rerun runs it again", async () => {
  const graph = new Graph();
  const endless = computed(graph, "endless", [], async (_, run) => {
    await sleep(runs++ === 0 ? 1e6 : 1, run.signal);
    return "done";
  });
  let runs = 0;
  await sleep(1);
  const answer = await graph.settled(5);
  assertEquals(answer, { settled: false, running: ["endless"] });
  endless.cancel();
  await graph.settled();
  assertEquals(endless.status, "failed");
  assertEquals(endless.error?.name, "AbortError");
  endless.rerun();
  await graph.settled();
  assertEquals(endless.value, "done");
});

Deno.test("anonymous cells go with the definition they stand in", async () => {
  const graph = new Graph({ duplicates: "redefine" });
  const a = input(graph, "a", 1);
  const prose = () =>
    computed(graph, "prose", [a.at((x) => (x as number) + 1)], ([x]) => x);
  prose();
  await graph.settled();
  const before = graph.cells.length;
  const cell = prose();
  await graph.settled();
  assertEquals(graph.cells.length, before);
  assertEquals(cell.value, 2);
});

Deno.test("only inputs can be set and reset", () => {
  const graph = new Graph();
  const cell = computed(graph, "c", [], () => 1);
  assertThrows(() => cell.set(2), TypeError, 'Cannot set "c"');
  assertThrows(() => cell.reset(), TypeError, 'Cannot reset "c"');
});
