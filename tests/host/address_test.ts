import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Cell } from "../../lib/cell/mod.ts";
import {
  nameInputs,
  readState,
  writeState,
} from "../../lib/host/page/address.ts";
import {
  button,
  cell,
  choice,
  choices,
  file,
  number,
  openNotebook,
  range,
  scrubber,
  seed,
  table,
  text,
  toggle,
} from "../../lib/notebook/mod.ts";

/** A notebook with an input of every kind. */
function open() {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.resolve(new TextEncoder().encode("text")),
  });
  const sizes = cell`sizes ${() => [1, 2, 3]}`;
  const inputs = {
    width: range`Width ${{ min: -50, max: 50, value: 5 }}`,
    rate: range`Rate ${{ min: 1e-5, max: 1, scale: "log" }}`,
    offset: number`Offset ${0}`,
    seed: seed`Seed ${1}`,
    words: text`Words & more = 100 % ${""}`,
    steep: toggle`Steep`,
    size: choice`Size ${sizes}`,
    columns: choices`Columns ${["a", "b"]}`,
    points: table`Points ${[{ x: 1, name: "a" }]}`,
    time: scrubber(["Time"], { stops: [0, 1, 2.5] }),
  };
  const sum = cell`sum ${inputs.width} ${inputs.size}
    ${(width, size) => width + size}`;
  return { graph, inputs, sum };
}

const values = fc.record({
  width: fc.integer({ min: -50, max: 50 }),
  rate: fc.double({ min: 1e-5, max: 1, noNaN: true }),
  offset: fc.double({ noNaN: true, noDefaultInfinity: true })
    .filter((x) => !Object.is(x, -0)),
  seed: fc.nat(),
  words: fc.string({ unit: "binary" }),
  steep: fc.boolean(),
  size: fc.constantFrom(1, 2, 3),
  columns: fc.subarray(["a", "b"]),
  points: fc.array(
    fc.record({
      x: fc.integer(),
      name: fc.string({ unit: "grapheme" }),
    }, { noNullPrototype: true }),
    { maxLength: 3 },
  ),
  time: fc.constantFrom(0, 1),
}, { requiredKeys: [], noNullPrototype: true });

Deno.test("a link reproduces whatever was chosen, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(values, values, fc.boolean(), async (first, then, off) => {
      const one = open();
      for (const [name, value] of Object.entries(first)) {
        (one.inputs as Record<string, Cell<unknown>>)[name].set(value);
      }
      if (off) one.sum.disable();
      await one.graph.settled();
      const address = writeState(one.graph);
      const expected = one.graph.cells.map(({ status, value }) => [
        status,
        value,
      ]);

      // a page that somebody has used before follows the link
      const other = open();
      for (const [name, value] of Object.entries(then)) {
        (other.inputs as Record<string, Cell<unknown>>)[name].set(value);
      }
      if (!off) other.sum.disable();
      readState(other.graph, address);
      await other.graph.settled();
      const found = other.graph.cells.map(({ status, value }) => [
        status,
        value,
      ]);
      assertEquals(found, expected);
      assertEquals(writeState(other.graph), address);
    }),
    { numRuns: 100 },
  );
});

Deno.test("an address is short, and readable", async () => {
  const { graph, inputs, sum } = open();
  assertEquals(writeState(graph), "");
  inputs.width.set(8);
  inputs.size.set(2);
  await graph.settled();
  assertEquals(writeState(graph), "Width=8&Size=2");
  sum.disable();
  assertEquals(writeState(graph), "Width=8&Size=2&%7Eoff=cell+sum");
  inputs.width.reset();
  sum.enable();
  await graph.settled();
  assertEquals(writeState(graph), "Size=2");
});

Deno.test("a link to where a page is already disturbs nothing", async () => {
  const { graph, inputs, sum } = open();
  inputs.width.set(8);
  sum.disable();
  await graph.settled();
  let changes = 0;
  graph.observe(() => changes++);
  readState(graph, writeState(graph) + "&Nothing=1");
  inputs.words.set("more");
  const before = changes;
  readState(graph, "Width=8&Words+%26+more+%3D+100+%25=more&%7Eoff=cell+sum");
  assertEquals(changes, before);
});

Deno.test("what an address says that cannot be is said at the input, or left out", async () => {
  const { graph, inputs } = open();
  readState(graph, "Width=wide&Nothing=1&Points=[[&Size=9&=&%7Eoff=cell+none");
  await graph.settled();
  const failed = graph.cells.filter(({ status }) => status === "failed");
  assertEquals(failed.map(({ title }) => title), ["Width", "Size", "Points"]);
  readState(graph, "Size=2");
  await graph.settled();
  assertEquals([inputs.width.value, inputs.size.value], [5, 2]);
});

Deno.test("inputs of one label are told apart; buttons and files are not in an address", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.resolve(new TextEncoder().encode("text")),
  });
  const slider = range`Width`;
  const box = number`Width`;
  let pressed = 0;
  const press = button`Press ${() => pressed++}`;
  const picked = file`File ${"a.csv"}`;
  await graph.settled();
  slider.set(3);
  box.set(4);
  press.set(1);
  picked.set({ name: "b.csv", bytes: Uint8Array.of(1), text: "long" });
  await graph.settled();
  assertEquals([...nameInputs(graph).keys()], ["Width", "number Width"]);
  assertEquals(writeState(graph), "Width=3&number+Width=4");
  readState(graph, "Width=5&Press=7&File=c.csv&number+Width=6");
  await graph.settled();
  assertEquals([slider.value, box.value], [5, 6]);
  assertEquals([pressed, picked.value?.name], [1, "b.csv"]);
});
