import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { type Cell, Graph } from "../../lib/cell/mod.ts";
import { computed, input, sleep } from "./cells.ts";

/** a → b → c and a → d; counts the runs of each body. */
function chain(options: ConstructorParameters<typeof Graph>[0] = {}) {
  const graph = new Graph(options);
  const runs = { b: 0, c: 0, d: 0 };
  const a = input(graph, "a", 1);
  const b = computed(graph, "b", [a], ([x]) => (runs.b++, 10 * (x as number)));
  const c = computed(graph, "c", [b], ([x]) => (runs.c++, 1 + (x as number)));
  const d = computed(graph, "d", [a], ([x]) => (runs.d++, x));
  return { graph, runs, a, b, c, d };
}

Deno.test("lazy: only what is looked at runs, and what it needs", async () => {
  const { graph, runs, a, b, c, d } = chain({ lazy: true });
  await graph.settled();
  assertEquals(runs, { b: 0, c: 0, d: 0 });
  assertEquals([a.needed, c.status], [false, "waiting"]);
  const release = graph.watch(c);
  await graph.settled();
  assertEquals(runs, { b: 1, c: 1, d: 0 });
  assertEquals([a.needed, b.needed, d.needed], [true, true, false]);
  release();
  release(); // takes back only its own look
  a.set(2);
  await graph.settled();
  assertEquals([runs, c.value, c.fresh], [{ b: 1, c: 1, d: 0 }, 11, false]);
  graph.watch(b);
  const second = graph.watch(c);
  graph.watch(c);
  second();
  await graph.settled();
  assertEquals([runs, c.value], [{ b: 2, c: 2, d: 0 }, 21]);
});

Deno.test("lazy: looking again at what is up to date runs nothing", async () => {
  const { graph, runs, c } = chain({ lazy: true });
  graph.watch(c)();
  graph.watch(c);
  await graph.settled();
  graph.watch(c)();
  await graph.settled();
  assertEquals(runs, { b: 1, c: 1, d: 0 });
});

Deno.test("lazy: what is looked at through live runs", async () => {
  const graph = new Graph({ lazy: true });
  const fit = computed(graph, "fit", [], (_, run) => (run.show(1), 2));
  const curve = computed(graph, "curve", [fit.live], ([x]) => x);
  await graph.settled();
  assertEquals(fit.status, "waiting");
  graph.watch(curve);
  await graph.settled();
  assertEquals(curve.value, 2);
});

Deno.test("lazy: a run that nobody needs any more comes to its end, a generator rests", async () => {
  const graph = new Graph({ lazy: true });
  const slow = computed(graph, "slow", [], async () => (await sleep(5), 1));
  graph.watch(slow)();
  const ticks = computed(graph, "ticks", [], function* () {
    for (let t = 0;; t++) yield t;
  });
  const release = graph.watch(ticks);
  const looking = graph.watch(slow);
  await sleep(5);
  looking();
  assertEquals((await graph.settled(20)).running, ["ticks"]);
  assertEquals(slow.value, 1);
  release();
  assert((await graph.settled(1000)).settled);
  assertEquals([ticks.status, ticks.atWork], ["running", false]);
  const resting = ticks.value;
  await sleep(5);
  assertEquals(ticks.value, resting);
  graph.watch(ticks);
  await sleep(5);
  assert(ticks.value as number > (resting as number));
  assert(ticks.atWork);
  graph.clear();
});

/** a → costly (on demand) → last; counts the runs of the costly body. */
function costly(options: ConstructorParameters<typeof Graph>[0] = {}) {
  const graph = new Graph(options);
  let runs = 0;
  const a = input(graph, "a", 1);
  const expensive = computed(
    graph,
    "expensive",
    [a],
    async ([x], run) => {
      await sleep(2, run.signal);
      return (runs++, 10 * (x as number));
    },
    { onDemand: true },
  );
  const last = computed(graph, "last", [expensive], ([x]) => x);
  return { graph, a, expensive, last, runs: () => runs };
}

Deno.test("on demand: stale until asked for, and again when an input changes", async () => {
  const { graph, a, expensive, last, runs } = costly();
  await graph.settled();
  assertEquals([expensive.status, last.status], ["stale", "waiting"]);
  assertStrictEquals(last.heldBy, expensive);
  last.demand();
  assertEquals(expensive.status, "waiting");
  await graph.settled();
  assertEquals([last.value, last.heldBy, runs()], [10, undefined, 1]);
  a.set(2);
  await graph.settled();
  assertEquals([expensive.status, last.value, runs()], ["stale", 10, 1]);
  expensive.demand();
  await graph.settled();
  assertEquals([expensive.status, last.value, runs()], ["done", 20, 2]);
});

Deno.test("on demand: an input that moves during the run makes it stale, before the run it is taken", async () => {
  const { graph, a, expensive, runs } = costly();
  expensive.demand();
  a.set(5);
  await graph.settled();
  assertEquals([expensive.value, runs()], [50, 1]);
  a.set(6);
  expensive.demand();
  await sleep(0);
  assertEquals(expensive.status, "running");
  a.set(7);
  await graph.settled();
  assertEquals([expensive.status, runs()], ["stale", 1]);
});

Deno.test("on demand: an input that comes back as it was needs no new run", async () => {
  const { graph, a, expensive, runs } = costly();
  const sign = computed(graph, "sign", [a], ([x]) => Math.sign(x as number));
  let own = 0;
  const on = computed(graph, "on", [sign], () => own++, { onDemand: true });
  on.demand();
  await graph.settled();
  a.set(3);
  await graph.settled();
  assertEquals([on.status, own], ["done", 1]);
  assertEquals([expensive.status, runs()], ["stale", 0]);
});

Deno.test("on demand and lazy: what only it needs does not run before", async () => {
  const { graph, a, expensive, last } = costly({ lazy: true });
  graph.watch(last);
  await graph.settled();
  assertEquals([a.needed, a.status], [false, "waiting"]);
  last.demand();
  await graph.settled();
  assertEquals([expensive.status, last.value], ["done", 10]);
});

Deno.test("on demand: a failure can be asked for again, rerun runs always", async () => {
  const graph = new Graph();
  let runs = 0;
  const cell = computed(graph, "c", [], () => {
    if (runs++ === 0) throw new Error("no");
    return runs;
  }, { onDemand: true });
  cell.demand();
  await graph.settled();
  assertEquals(cell.status, "failed");
  cell.rerun();
  await graph.settled();
  assertEquals([cell.status, cell.value], ["done", 2]);
  cell.rerun();
  await graph.settled();
  assertEquals(cell.value, 3);
});

Deno.test("disabled: neither it nor what depends on it runs; its run stops", async () => {
  const { graph, runs, a, b, c } = chain();
  await graph.settled();
  b.disable();
  a.set(2);
  await graph.settled();
  assertEquals([b.status, c.status, c.value], ["disabled", "waiting", 11]);
  assertStrictEquals(c.heldBy, b);
  assertEquals(runs, { b: 1, c: 1, d: 2 });
  b.enable();
  await graph.settled();
  assertEquals([c.status, c.value], ["done", 21]);

  const aborted: string[] = [];
  const long = computed(graph, "long", [], async (_, run) => {
    run.signal.addEventListener("abort", () => aborted.push("long"));
    await sleep(1e6, run.signal);
  });
  await sleep(1);
  long.enable(); // it is: nothing happens
  await sleep(1);
  assertEquals([long.status, aborted], ["running", []]);
  long.disable();
  await graph.settled();
  assertEquals([long.status, aborted], ["disabled", ["long"]]);
});

Deno.test("disabled and enabled again with the same inputs: nothing runs", async () => {
  const { graph, runs, b, c } = chain();
  await graph.settled();
  b.disable();
  await graph.settled();
  b.enable();
  b.enable();
  await graph.settled();
  assertEquals([c.status, runs], ["done", { b: 1, c: 1, d: 1 }]);
});

Deno.test("disabled and lazy: it does not need its inputs", async () => {
  const { graph, runs, b, c } = chain({ lazy: true });
  c.disable();
  graph.watch(c);
  await graph.settled();
  assertEquals([runs.b, b.needed], [0, false]);
  c.enable();
  await graph.settled();
  assertEquals(c.value, 11);
});

Deno.test("redefining enables, and keeps who looks at it", async () => {
  const graph = new Graph({ lazy: true, duplicates: "redefine" });
  const cell = computed(graph, "c", [], () => 1);
  graph.watch(cell);
  cell.disable();
  computed(graph, "c", [], () => 2);
  await graph.settled();
  assertEquals(cell.value, 2);
});

Deno.test("reset brings an input back to its first value", async () => {
  const { graph, a, c } = chain();
  a.set(7);
  await graph.settled();
  assertEquals(c.value, 71);
  a.reset();
  await graph.settled();
  assertEquals([a.value, c.value], [1, 11]);
});

/** A screen that repaints when told to. */
function screen() {
  const waiting: (() => void)[] = [];
  return {
    repaint: () => new Promise<void>((resolve) => waiting.push(resolve)),
    async paint() {
      for (const resolve of waiting.splice(0)) resolve();
      await sleep(1);
    },
  };
}

Deno.test("a generator gives one value per repaint", async () => {
  const { repaint, paint } = screen();
  const graph = new Graph({ repaint });
  const seen: unknown[] = [];
  const ticks: Cell<unknown> = computed(graph, "ticks", [], function* () {
    for (let t = 0; t < 4; t++) yield t;
  });
  computed(graph, "picture", [ticks], ([t]) => seen.push(t));
  await sleep(5);
  assertEquals(seen, [0]);
  await paint();
  assertEquals(seen, [0, 1]);
  await sleep(5);
  assertEquals(seen, [0, 1]);
  for (let i = 0; i < 3; i++) await paint();
  assertEquals([seen, ticks.status], [[0, 1, 2, 3], "done"]);
});

Deno.test("of partial values the first shows at once, then the newest at each repaint", async () => {
  const { repaint, paint } = screen();
  const graph = new Graph({ repaint });
  let show: (value: unknown) => void = () => {};
  let finish: (value: unknown) => void = () => {};
  const fit = computed(graph, "fit", [], (_, run) => {
    show = run.show;
    return new Promise((resolve) => finish = resolve);
  });
  const seen: unknown[] = [];
  computed(graph, "picture", [fit.live], ([x]) => seen.push(x));
  await sleep(1);
  for (const value of [1, 2, 3]) {
    show(value);
    await sleep(1);
  }
  assertEquals(seen, [1]);
  await paint();
  assertEquals(seen, [1, 3]);
  show(4);
  finish("end");
  await graph.settled();
  assertEquals(seen, [1, 3, "end"]);
});
