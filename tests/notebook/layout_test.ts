import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Cell } from "../../lib/cell/mod.ts";
import {
  answer,
  button,
  cell,
  column,
  grid,
  type InputView,
  layoutOf,
  notebookGraph,
  openNotebook,
  placedCells,
  range,
  row,
  scrubber,
} from "../../lib/notebook/mod.ts";

function open(duplicates: "refuse" | "redefine" = "refuse") {
  return openNotebook({
    duplicates,
    readBytes: () => Promise.reject(new Error("no files")),
  });
}

Deno.test("layouts nest and know the cells they place", async () => {
  const graph = open();
  const a = range`a ${{}}`;
  const b = cell`b ${a} ${(a) => a + 1}`;
  const inner = row(a, b);
  const outer = column(inner, grid(3, a, b, { layout: inner }));
  await graph.settled();
  assertEquals(layoutOf(outer)!.mode, "column");
  assertEquals(layoutOf(inner)!.parts, [a, b] as Cell<unknown>[]);
  const [, net] = layoutOf(outer)!.parts;
  assertEquals([layoutOf(net)!.columns, layoutOf(net)!.parts.length], [3, 3]);
  assertEquals(placedCells(graph.cells), new Set([a, b, inner, net]));
  assertEquals(layoutOf(b), undefined);
});

Deno.test("a layout is a new value whenever a part has changed", async () => {
  const graph = open();
  const a = range`a ${{}}`;
  const layout = row(a);
  await graph.settled();
  const before = layout.value;
  a.set(5);
  await graph.settled();
  assert(layout.value !== before);
});

Deno.test("grid refuses what is no number of columns", () => {
  open();
  assertThrows(() => grid(0), RangeError, "0 columns");
});

Deno.test("scrubber starts at the end, follows it, and else keeps its place", async () => {
  const graph = open();
  const last = range`Last ${{ min: 1, max: 999, value: 100 }}`;
  const at = scrubber(["At"], { max: last });
  await graph.settled();
  assertEquals(at.value, 100);
  // [new end or undefined, value to set or undefined, value expected]
  const table: [number | undefined, number | undefined, number][] = [
    [200, undefined, 200],
    [undefined, 150, 150],
    [180, undefined, 150],
    [120, undefined, 120],
    [180, undefined, 150],
    [undefined, 500, 180],
    [250, undefined, 250],
    [180, undefined, 180],
    [300, undefined, 300],
    [undefined, 180, 180],
    [310, undefined, 180],
    [undefined, -3, 0],
    [90, undefined, 0],
  ];
  for (const [end, value, expected] of table) {
    if (end !== undefined) last.set(end);
    if (value !== undefined) at.set(value);
    await graph.settled();
    assertEquals(at.value, expected, `${end}, ${value}`);
    const view = at.view as InputView;
    assertEquals(view.currentText(), `${expected}`);
    assertEquals(view.settings(), {
      control: "scrubber",
      min: 0,
      max: last.value!,
      step: 1,
    });
  }
  at.set((at.view as InputView).fromText("x") as number);
  await graph.settled();
  assertEquals(at.status, "failed");
});

Deno.test("a button acts once per click, on values that are there", async () => {
  const graph = open();
  const a = range`a ${{ value: 3 }}`;
  const later = cell`later ${a} ${(a) => Promise.resolve(10 * a)}`;
  const seen: number[] = [];
  const press = button`Press ${later} ${(value) => seen.push(value)}`;
  const view = press.view as InputView;
  const click = () => press.set(view.fromText("press") as number);
  await graph.settled();
  assertEquals([press.value, seen.length], [0, 0]);
  click();
  await graph.settled();
  assertEquals([press.value, seen], [1, [30]]);
  a.set(4);
  await graph.settled();
  assertEquals(seen, [30], "a change of its inputs is no click");
  a.set(5);
  click();
  await graph.settled();
  assertEquals([press.value, seen], [2, [30, 50]]);
});

Deno.test("a button may set inputs, and what depends on them follows", async () => {
  const graph = open();
  const a = range`a ${{ value: 1 }}`;
  const double = cell`double ${a} ${(a) => 2 * a}`;
  const press = button`Press ${() => a.set(21)}`;
  await graph.settled();
  press.set((press.view as InputView).fromText("press") as number);
  await graph.settled();
  assertEquals(double.value, 42);
});

Deno.test("an answer is folded prose, and follows values", async () => {
  const graph = open();
  const a = range`a ${{ value: 7 }}`;
  const folded = answer`It is **${a}**, not <b>8</b>.`;
  await graph.settled();
  const { html, kind } = folded.value!;
  assertEquals(kind, "prose");
  assert(/^<details class="answer"><summary>Answer<\/summary>/.test(html));
  assert(html.includes("<strong>7</strong>") && !html.includes("<b>"));
  assertEquals(notebookGraph(), graph);
});
