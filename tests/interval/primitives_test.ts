import { assert, assertEquals } from "@std/assert";
import * as interval from "../../lib/interval/mod.ts";
import { faultyCopies } from "./flips.ts";
import {
  arithmeticFaults,
  ballFaults,
  elementaryFaults,
  type Room,
  vectorFaults,
} from "./primitives.ts";

/** What looks for faults in which file of the room. */
const checks: Readonly<Record<string, (room: Room) => Iterator<string>>> = {
  "rounding.ts": function* (room) {
    yield* arithmeticFaults(room);
    yield* elementaryFaults(room, 2);
  },
  "interval.ts": arithmeticFaults,
  "intervals.ts": vectorFaults,
  "balls.ts": ballFaults,
  "elementary.ts": (room) => elementaryFaults(room, 2),
};

Deno.test("interval arithmetic holds exact results", () => {
  assertEquals([...arithmeticFaults(interval)], []);
  assertEquals([...vectorFaults(interval)], []);
});

Deno.test("balls and their sums hold exact results", () => {
  assertEquals([...ballFaults(interval)], []);
});

Deno.test("elementary functions of intervals hold 126 digits more", () => {
  assertEquals([...elementaryFaults(interval, 40)], []);
});

Deno.test("whatever divides by zero or is not a number holds nothing", () => {
  const { divide, exactly, isBounded, log, sqrt } = interval;
  const outcomes = [
    divide(exactly(1), { lo: -1, hi: 1 }),
    divide(exactly(1), exactly(0)),
    sqrt({ lo: -1, hi: 1 }),
    log({ lo: -1, hi: 1 }),
    log({ lo: 0, hi: 1 }),
    interval.asin({ lo: 0.5, hi: 1.5 }),
    interval.acos({ lo: -1.5, hi: 1 }),
    interval.multiply(exactly(1e200), exactly(1e200)),
    interval.multiply(exactly(0), exactly(Infinity)),
    interval.add(exactly(NaN), exactly(1)),
    interval.exp(exactly(710)),
    interval.exp(exactly(NaN)),
    interval.square(exactly(1e200)),
    interval.erf(exactly(NaN)),
  ];
  assertEquals(outcomes.map(isBounded), outcomes.map(() => false));
});

Deno.test("every rounding, flipped alone, fails a test", async () => {
  const unseen: string[] = [];
  let count = 0;
  for await (const { file, place, url } of faultyCopies("interval")) {
    const faulty = await import(url("mod.ts")) as Room;
    if (checks[file](faulty).next().done) unseen.push(place);
    count++;
  }
  assertEquals(unseen, []);
  assert(count >= 56, `${count} roundings`);
});
