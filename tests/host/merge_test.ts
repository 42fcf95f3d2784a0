import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { applyChanges } from "../../lib/host/source/edits.ts";
import { lineChanges, merge } from "../../lib/host/source/merge.ts";

const line = fc.constantFrom("a", "b", "c", "d", "", "x y", "e\u0301");
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));

/** A list of lines, each under a name of its own. */
const numbered = Array.from({ length: 30 }, (_, i) => `line ${i}\n`);

Deno.test("the changes between two texts lead from one to the other, in lines", () =>
  fc.assert(fc.property(text, text, (before, after) => {
    const changes = lineChanges(before, after);
    assertEquals(applyChanges(before, changes), after);
    for (const { from, to } of changes) {
      assert(from === 0 || before[from - 1] === "\n");
      assert(to === 0 || to === before.length || before[to - 1] === "\n");
    }
  })));

Deno.test("where one side changed nothing, the other's text is the merged one", () =>
  fc.assert(fc.property(text, text, (base, other) => {
    const nothing = { mine: other, theirs: other, conflicts: [] };
    assertEquals(merge(base, other, base), nothing);
    assertEquals(merge(base, base, other), nothing);
    assertEquals(merge(base, other, other), nothing);
  })));

Deno.test("two sides are the same two, whoever is called mine", () =>
  fc.assert(fc.property(text, text, text, (base, a, b) => {
    const [one, other] = [merge(base, a, b), merge(base, b, a)];
    assertEquals(one.mine, other.theirs);
    assertEquals(one.conflicts.length, other.conflicts.length);
    if (one.conflicts.length === 0) assertEquals(one.mine, one.theirs);
  })));

Deno.test("changes far from each other are both kept, in any number", () => {
  const places = fc.subarray(Array.from({ length: 15 }, (_, i) => 2 * i));
  fc.assert(fc.property(places, places, (a, b) => {
    const change = (places: readonly number[], word: string) =>
      numbered.map((line, i) => places.includes(i) ? `${word} ${i}\n` : line);
    const theirs = b.filter((place) => !a.includes(place));
    const base = numbered.join("");
    const merged = merge(
      base,
      change(a, "mine").join(""),
      change(theirs, "theirs").join(""),
    );
    const both = numbered.map((line, i) =>
      a.includes(i)
        ? `mine ${i}\n`
        : theirs.includes(i)
        ? `theirs ${i}\n`
        : line
    );
    assertEquals(merged, {
      mine: both.join(""),
      theirs: both.join(""),
      conflicts: [],
    });
  }));
});

Deno.test("changes of one line are a conflict, which tells both", () => {
  const base = "a\nb\nc\nd\ne\n";
  assertEquals(merge(base, "a\nB\nc\nd\nE\n", "A\nb\nc\nd\nϵ\n"), {
    mine: "a\nB\nc\nd\nE\n",
    theirs: "A\nb\nc\nd\nϵ\n",
    conflicts: [{ mine: "a\nB\n", theirs: "A\nb\n" }, {
      mine: "E\n",
      theirs: "ϵ\n",
    }],
  });
});

Deno.test("a text of 20 000 lines that are all others is merged, too", () => {
  // Where the least difference is looked for, this took 90 s.
  const lines = (word: string) =>
    Array.from({ length: 20_000 }, (_, i) => `${word} ${i}\n`).join("");
  const [base, mine] = [lines("a"), lines("b")];
  assertEquals(merge(base, mine, base).mine, mine);
  assertEquals(merge(base, mine, `${base}more\n`).conflicts.length, 1);
});
