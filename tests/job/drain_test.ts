import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { drain } from "../../lib/job/drain.ts";
import type { JobProgress } from "../../lib/job/kinds.ts";

function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** Drains steps of 1 ms, each with a partial result that takes `cost` ms. */
async function drainSteps(count: number, cost: number, isHeard = true) {
  let partials = 0;
  const shown: JobProgress<number>[] = [];
  function* steps() {
    for (let step = 1; step <= count; step++) {
      work(1);
      yield {
        note: `step ${step}`,
        partial: () => {
          partials++;
          work(cost);
          return step;
        },
      };
    }
    return count;
  }
  const began = performance.now();
  const { signal } = new AbortController();
  const listen = (progress: JobProgress<number>) => {
    shown.push(progress);
  };
  const result = await drain(steps(), signal, isHeard ? listen : undefined);
  return { result, partials, shown, elapsed: performance.now() - began };
}

Deno.test("partial results take a fifth of the time at most", async () => {
  const cost = 6;
  const { result, partials, elapsed } = await drainSteps(300, cost);
  assertEquals(result, 300);
  assertGreater(partials, 2);
  // one may have been made at the very end
  assertLess((partials - 1) * cost, 0.21 * elapsed);
});

Deno.test("the first partial result does not wait for a whole slice", async () => {
  const { shown } = await drainSteps(30, 0);
  assertLess(shown[0].partial!, 5);
});

Deno.test("a job tells where it stands also between partial results", async () => {
  const { shown } = await drainSteps(100, 20);
  const silent = shown.filter(({ partial }) => partial === undefined);
  assertGreater(silent.length, 3);
  for (const { note } of silent) assertEquals(note.slice(0, 5), "step ");
});

Deno.test("where nobody listens no partial result is made", async () => {
  const { result, partials } = await drainSteps(50, 1, false);
  assertEquals([result, partials], [50, 0]);
});
