import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { listSources } from "../../lib/host/commands/ipynb.ts";
import { splitCells } from "../../lib/host/ipynb/split_cells.ts";
import {
  applyChanges,
  fromProse,
  importName,
  insertBehind,
  readSpans,
  remove,
  type Span,
  swap,
  toProse,
} from "../../lib/host/source/edits.ts";

const notebooks = await Promise.all(
  (await listSources("notebooks")).map((file) => Deno.readTextFile(file)),
);
const sources = [
  ...notebooks.filter(({ length }) => length < 8000),
  "a;",
  "a;\nb;\n",
  "a;\n\n\n// about b\nb;\n// behind\n",
  "// %%\na; b; // both\n\n// %% [markdown]\n// prose\n\n// %%\nc;\n// %%\nd;",
  "const s = `\n// %%\n`;\n// %% Training\ns;\n\n// %%\n",
];

/** Any source, and one of its cells. */
const anyCell = fc.constantFrom(...sources).chain((source) => {
  const spans = readSpans(source);
  return fc.record({
    source: fc.constant(source),
    spans: fc.constant(spans),
    i: fc.nat(spans.length - 1),
  });
});

function texts(source: string): string[] {
  return readSpans(source).map(({ from, to }) => source.slice(from, to));
}

/** What is no cell: markers, comments that belong to none, blank lines. */
function rest(source: string): string {
  return applyChanges(
    source,
    readSpans(source).map(({ from, to }) => ({ from, to, insert: "cell;" })),
  );
}

function check<T>(one: fc.Arbitrary<T>, holds: (value: T) => void): void {
  fc.assert(fc.property(one, holds), { numRuns: 60, endOnFailure: true });
}

Deno.test("cells are whole lines, none of which is a marker", () => {
  for (const source of sources) {
    for (const { from, to } of readSpans(source)) {
      assert(from === 0 || source[from - 1] === "\n");
      assert(to === source.length || source[to] === "\n");
    }
  }
});

function markers(source: string): number {
  return rest(source).match(/^\/\/ %%/gm)?.length ?? 0;
}

Deno.test("a cell that changes places comes back, and nothing else has moved", () =>
  check(anyCell, ({ source, spans, i }) => {
    if (i + 1 >= spans.length) return;
    const moved = applyChanges(source, swap(source, spans[i], spans[i + 1]));
    const [before, after] = [texts(source), texts(moved)];
    [before[i], before[i + 1]] = [before[i + 1], before[i]];
    assertEquals(after, before);
    assertEquals(rest(moved), rest(source));
    const again = readSpans(moved);
    assertEquals(
      applyChanges(moved, swap(moved, again[i], again[i + 1])),
      source,
    );
  }));

Deno.test("a cell that is added and removed leaves the source as it was", () =>
  check(anyCell, ({ source, spans, i }) => {
    const text = "const added = `\n// %%\n`; // here";
    const { change, at } = insertBehind(source, spans[i], text);
    const longer = applyChanges(source, [change]);
    assertEquals(longer.slice(at, at + text.length), text);
    assertEquals(texts(longer), texts(source).toSpliced(i + 1, 0, text));
    const removed = remove(longer, readSpans(longer)[i + 1]);
    const back = applyChanges(longer, [removed]);
    const tight = (text: string) => text.trim().replace(/\n+/g, "\n");
    assertEquals(tight(back), tight(source));
    assert(splitCells(longer).length - splitCells(source).length <= 1);
  }));

Deno.test("a cell that is removed takes nothing but itself and its marker", () =>
  check(anyCell, ({ source, spans, i }) => {
    const shorter = applyChanges(source, [remove(source, spans[i])]);
    assertEquals(texts(shorter), texts(source).toSpliced(i, 1));
    const comments = (text: string) =>
      rest(text).split("\n").filter((line) => /^\/\/ (?!%%)/.test(line));
    assertEquals(comments(shorter), comments(source));
    assert(markers(source) - markers(shorter) <= 1);
  }));

Deno.test("any text becomes prose that says it, and can be turned back", () =>
  check(
    fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("`", "$", "{", "}", "\\", "\n", "x") }),
    ),
    (text) => {
      const prose = toProse(text);
      const spans = readSpans(prose);
      assertEquals(spans.length, 1);
      assertEquals(spans[0].to, prose.length);
      // What has a backslash already gets no second one.
      if (/\\[`$]/.test(text)) return;
      assertEquals(fromProse(prose), text.trim());
    },
  ));

Deno.test("prose with live values is not turned back", () => {
  assertEquals(fromProse("md`a ${1}`;"), undefined);
  assertEquals(fromProse("cell`a`;"), undefined);
  assertEquals(fromProse("md`a` + `b`;"), undefined);
});

Deno.test("a name is imported once, in its place", () => {
  const table: readonly (readonly [string, string])[] = [
    [
      'import { cell, mlp } from "@thalweg/thalweg";\n',
      'import { cell, md, mlp } from "@thalweg/thalweg";\n',
    ],
    [
      'import { cell, type Cell } from "@thalweg/thalweg";\n',
      'import { cell, type Cell, md } from "@thalweg/thalweg";\n',
    ],
    [
      'import {\n  cell,\n} from "jsr:@thalweg/thalweg@^0.2.0";\n',
      'import {\n  cell, md,\n} from "jsr:@thalweg/thalweg@^0.2.0";\n',
    ],
    [
      'import { zip as md2, type Zero } from "@thalweg/thalweg";\n',
      'import { md, zip as md2, type Zero } from "@thalweg/thalweg";\n',
    ],
    [
      'import { cell } from "@thalweg/thalweg"; // md\n`md`;\n',
      'import { cell, md } from "@thalweg/thalweg"; // md\n`md`;\n',
    ],
    [
      'const t = `import { cell } from "@thalweg/thalweg";`;\n',
      'import { md } from "@thalweg/thalweg";\n\nconst t = `import { cell } from "@thalweg/thalweg";`;\n',
    ],
    ["// %%\na;\n", '// %%\nimport { md } from "@thalweg/thalweg";\n\na;\n'],
  ];
  for (const [source, expected] of table) {
    const found = applyChanges(source, importName(source, "md"));
    assertEquals(found, expected);
    assertEquals(importName(found, "md"), []);
  }
  for (const source of notebooks) assertEquals(importName(source, "md"), []);
});

Deno.test("what was formatted stays so, whatever is added, moved and removed", async () => {
  const folder = await Deno.makeTempDir();
  try {
    let n = 0;
    const write = (
      source: string,
      changes: Parameters<typeof applyChanges>[1],
    ) =>
      Deno.writeTextFile(
        `${folder}/${n++}.ts`,
        applyChanges(source, changes),
      );
    for (const source of notebooks) {
      const spans = readSpans(source);
      // a sixteenth of all, other ones in every notebook
      const some: readonly Span[] = spans.filter((_, i) => (i + n) % 16 === 0);
      await Promise.all(some.flatMap((span) => [
        write(source, [remove(source, span)]),
        write(source, [insertBehind(source, span, "added();").change]),
        ...span === spans.at(-1)
          ? []
          : [write(source, swap(source, span, spans[spans.indexOf(span) + 1]))],
      ]));
    }
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--check", "--quiet", folder],
      env: { NO_COLOR: "1" },
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr).slice(0, 2000));
    assert(n > 80, `${n}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
