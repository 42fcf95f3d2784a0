import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Cell } from "../../lib/cell/mod.ts";
import {
  cell,
  failingLine,
  md,
  mlp,
  openNotebook,
  range,
} from "../../lib/notebook/mod.ts";

const source = await Deno.readTextFile(new URL(import.meta.url));

function open(text = source, lineIn?: (stack: string) => number | undefined) {
  return openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
    source: text,
    ...(lineIn ? { lineIn } : {}),
  });
}

/** The line, from 1, below a mark in this file. */
function lineBelow(mark: string): number {
  const lines = source.split("\n").map((line) => line.trim());
  return lines.indexOf(`// ${mark}`) + 2;
}

Deno.test("every tag knows the line that it begins in", () => {
  open();
  const width = range`Width ${{ min: 1 }}`;
  const made: Record<string, Cell<unknown>> = {
    // alike
    alike: cell`Alike ${1} one`,
    // unlike
    unlike: cell`Alike ${1} two`,
    // network
    network: mlp`2 → ${width} tanh → 1` as Cell<unknown>,
    // prose
    prose: md`
      Words on
      several lines, \`code\` and \u{2192}
    ` as Cell<unknown>,
    // wordless
    wordless: cell`${2} ${() => 3}`,
  };
  for (const [mark, { line }] of Object.entries(made)) {
    assertEquals(line, lineBelow(mark), mark);
  }
});

Deno.test("the line is found whatever ends the lines", () => {
  open(source.replaceAll("\n", "\r\n"));
  const made = md`
    one
    two
  `;
  assertEquals(
    source.split("\n").slice(made.line! - 1, made.line! + 1).join("\n"),
    "  const made = md`\n    one",
  );
});

Deno.test("what is not in the source has no line", () => {
  open("const a = cell`other words ${1}`;");
  assertEquals(cell`words ${1}`.line, undefined);
  open("");
  assertEquals(cell`words ${1}`.line, undefined);
});

Deno.test("a failing cell tells the line of the error, or else its own", async () => {
  const lineIn = (stack: string) =>
    Number(stack.match(/source_test\.ts:(\d+):/)?.[1]) || undefined;
  const graph = open(source, lineIn);
  const own = cell`Fails ${() => {
    // thrown
    throw new RangeError("Cannot: here");
  }}`;
  const bare = cell`Throws ${() => {
    throw Object.assign(new Error("no"), { stack: "" });
  }}`;
  await graph.settled();
  assertEquals(failingLine(own as Cell<unknown>), lineBelow("thrown"));
  assert(bare.line !== undefined);
  assertEquals(failingLine(bare as Cell<unknown>), bare.line);
});

Deno.test("a duplicate says both lines", () => {
  open();
  const make = () => cell`twice ${1} now`;
  const first = make();
  assertThrows(make); // it is the same place
  const { message } = assertThrows(() => cell`twice ${2} now`) as Error;
  const lines = message.match(/\(line \d+\)/g);
  assertEquals(lines, [`(line ${first.line! + 3})`, `(line ${first.line})`]);
});
