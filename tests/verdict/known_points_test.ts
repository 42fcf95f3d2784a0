import { assertEquals, assertLessOrEqual } from "@std/assert";
import { judgeKnownPoints, mostUnknown } from "../soak/verdicts.ts";
import { seedOfToday } from "../soak/soak.ts";

Deno.test("verdicts on known critical points are right, or say that they do not know", () => {
  const seed = seedOfToday();
  console.log(`seed ${seed}`);
  const { failures, unknown } = judgeKnownPoints(100, seed);
  assertEquals(failures, []);
  // twice and more of what the whole allows, of so few
  assertLessOrEqual(unknown.regular, 4 * mostUnknown.regular);
  assertLessOrEqual(unknown.degenerate, 2 * mostUnknown.degenerate);
});
