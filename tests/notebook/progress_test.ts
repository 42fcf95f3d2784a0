import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { track, trackAll } from "../../lib/notebook/mod.ts";

/** A run that keeps what it is told. */
function fakeRun() {
  const told: [number | undefined, string][] = [];
  const controller = new AbortController();
  return {
    told,
    controller,
    signal: controller.signal,
    progress: (done: number | undefined, note = "") => {
      told.push([done, note]);
    },
  };
}

Deno.test("track gives the items of any iterable and tells how far it is", () => {
  const table: [Iterable<number>, number | undefined][] = [
    [[5, 6], 2],
    [new Set([5, 6]), 2],
    [Float64Array.of(5, 6), 2],
    [[5, 6].values(), undefined],
  ];
  for (const [items, length] of table) {
    const run = fakeRun();
    assertEquals([...track(items, run, "seed")], [5, 6]);
    const words = (k: number) => length ? `seed ${k} of 2` : `seed ${k}`;
    const share = (k: number) => length ? k / 2 : undefined;
    assertEquals(run.told, [0, 1, 2].map((k) => [share(k), words(k)]));
  }
});

Deno.test("track stops where the run is not wanted any more", () => {
  const run = fakeRun();
  const seen: number[] = [];
  assertThrows(
    () => {
      for (const item of track([1, 2, 3], run)) {
        seen.push(item);
        if (item === 2) run.controller.abort(new Error("superseded"));
      }
    },
    Error,
    "superseded",
  );
  assertEquals(seen, [1, 2]);
});

Deno.test("trackAll keeps the order, whatever comes first", async () => {
  const run = fakeRun();
  let busy = 0;
  let most = 0;
  const results = await trackAll([30, 1, 20, 2, 10], run, async (wait) => {
    most = Math.max(most, ++busy);
    await new Promise((resolve) => setTimeout(resolve, wait));
    busy--;
    return wait;
  });
  assertEquals(results, [30, 1, 20, 2, 10]);
  assertEquals(most > 1, true, "several at a time");
  assertEquals(run.told.map(([done]) => done), [0.2, 0.4, 0.6, 0.8, 1]);
});

Deno.test("trackAll begins nothing after a failure or an abort", async () => {
  for (const stop of ["throw", "abort"] as const) {
    const run = fakeRun();
    let begun = 0;
    await assertRejects(
      () =>
        trackAll(Array(100).fill(0), run, async () => {
          begun++;
          await Promise.resolve();
          if (begun < 10) return;
          if (stop === "throw") throw new Error("stopped");
          run.controller.abort(new Error("stopped"));
        }),
      Error,
      "stopped",
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    assertEquals(begun < 30, true, `${stop}: ${begun}`);
  }
});
