import { assert, assertEquals } from "@std/assert";
import * as interval from "../../lib/interval/mod.ts";
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

const roundings = "above, below, farAbove, farBelow";
const opposites: Readonly<Record<string, string>> = {
  below: "above",
  above: "below",
  farBelow: "farAbove",
  farAbove: "farBelow",
  "x -": "x +",
  "x +": "x -",
  "+ tiny": "- tiny",
  "* slack": "/ slack",
  "+ rounding": "- rounding",
  "+ 2 * u": "- 2 * u",
};

/** The text with one rounding flipped, and its line: for each rounding. */
function* flips(text: string): Generator<{ line: number; flipped: string }> {
  const rounding =
    /(?<!function )\b(below|above|farBelow|farAbove)(?=\()|\bx [-+](?= \()|\+ tiny|\* slack|\+ rounding|\+ 2 \* u/g;
  for (const { 0: found, index } of text.matchAll(rounding)) {
    const before = text.slice(0, index);
    yield {
      line: before.split("\n").length,
      flipped: before + opposites[found] + text.slice(index + found.length),
    };
  }
}

Deno.test("every rounding, flipped alone, fails a test", async () => {
  const room = new URL("../../lib/interval/", import.meta.url);
  const special = new URL("../../lib/special/mod.ts", import.meta.url).href;
  const sources = new Map<string, string>();
  for await (const { name } of Deno.readDir(room)) {
    const text = await Deno.readTextFile(new URL(name, room));
    sources.set(
      name,
      text.replace(`"../special/mod.ts"`, `"${special}"`).replace(
        /import \{[^}]*\} from "\.\/rounding\.ts";/,
        `import { ${roundings} } from "./rounding.ts";`,
      ),
    );
  }
  const folder = await Deno.makeTempDir();
  const unseen: string[] = [];
  let count = 0;
  try {
    for (const [name, text] of sources) {
      for (const { line, flipped } of flips(text)) {
        const copy = `${folder}/${count++}`;
        await Deno.mkdir(copy);
        for (const [other, whole] of sources) {
          const content = other === name ? flipped : whole;
          await Deno.writeTextFile(`${copy}/${other}`, content);
        }
        const faulty = await import(`file://${copy}/mod.ts`) as Room;
        if (checks[name](faulty).next().done) unseen.push(`${name}:${line}`);
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  assertEquals(unseen, []);
  assert(count >= 52, `${count} roundings`);
});
