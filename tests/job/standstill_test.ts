import { assertEquals } from "@std/assert";
import { watchStandstill } from "../../lib/job/standstill.ts";

/** Counts how often a watch says that a worker stands still, look by look. */
async function watched(
  used: readonly number[],
  isStarved: (look: number) => boolean,
): Promise<number> {
  const { setInterval } = globalThis;
  let look = 0;
  let found = 0;
  let onTime = (): unknown => undefined;
  globalThis.setInterval = ((call: () => unknown) => {
    onTime = call;
    return 0;
  }) as typeof setInterval;
  try {
    watchStandstill(
      () => Promise.resolve(used[look]),
      () => found++,
      () => isStarved(look),
    );
  } finally {
    globalThis.setInterval = setInterval;
  }
  for (; look < used.length; look++) await onTime();
  return found;
}

Deno.test("a worker that uses no processor for three looks stands still", async () => {
  assertEquals(await watched([1, 1, 1, 1], () => false), 1);
  assertEquals(await watched([1, 1, 1], () => false), 0);
  assertEquals(await watched([1, 1, 1, 1.01, 1.01, 1.01], () => false), 0);
});

Deno.test("one that the machine gives no processor is not taken for one that stands still", async () => {
  assertEquals(await watched([1, 1, 1, 1, 1, 1, 1], () => true), 0);
  // It is found once the machine is free again.
  assertEquals(await watched([1, 1, 1, 1, 1, 1, 1], (look) => look < 4), 1);
  assertEquals(await watched([1, 1, 1, 1, 1, 1], (look) => look < 4), 0);
});
