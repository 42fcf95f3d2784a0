import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { listSources, syncIpynb } from "../../lib/host/commands/ipynb.ts";
import { splitCells } from "../../lib/host/ipynb/split_cells.ts";
import { toIpynb } from "../../lib/host/ipynb/to_ipynb.ts";

/** Sources, and the texts of the cells they must give. */
const table: readonly {
  readonly fact: string;
  readonly source: string;
  readonly cells: readonly string[];
}[] = [
  {
    fact: "splits at markers in column 0",
    source: "// %%\nconst a = 1;\n\n// %%\nconst b = 2;\n",
    cells: ["const a = 1;", "const b = 2;"],
  },
  {
    fact: "keeps what stands before the first marker",
    source: "const a = 1;\n// %%\nconst b = 2;\n",
    cells: ["const a = 1;", "const b = 2;"],
  },
  {
    fact: "leaves out empty cells",
    source: "// %%\n\n// %%\nconst b = 2;\n// %%\n",
    cells: ["const b = 2;"],
  },
  {
    fact: "ignores markers in template literals, nested ones too",
    source: "// %%\nmd`\n// %%\n${f(`\n// %%\n`)}\n// %%\n`;\n// %%\nb;\n",
    cells: ["md`\n// %%\n${f(`\n// %%\n`)}\n// %%\n`;", "b;"],
  },
  {
    fact: "is not fooled by a backtick in a regular expression",
    source: "// %%\nconst r = /[`/]/; x! / 2;\n// %%\nconst s = `\n// %%\n`;\n",
    cells: ["const r = /[`/]/; x! / 2;", "const s = `\n// %%\n`;"],
  },
  {
    fact: "ignores markers in block comments, strings and after code",
    source: '// %%\n/*\n// %%\n*/\nconst s = "\\\n// %%";\n1; // %%\n  // %%\n',
    cells: ['/*\n// %%\n*/\nconst s = "\\\n// %%";\n1; // %%\n  // %%'],
  },
  {
    fact: "reads types, generics and top-level await",
    source: "// %%\nconst a = await f<A<B>>(<T,>(x: T): T => x);\n// %%\nb!;\n",
    cells: ["const a = await f<A<B>>(<T,>(x: T): T => x);", "b!;"],
  },
  {
    fact: "lets two cells declare one name",
    source: "// %%\nconst a = 1;\n// %%\nconst a = 2;\n",
    cells: ["const a = 1;", "const a = 2;"],
  },
  {
    fact: "reads Windows line ends",
    source: "// %%\r\nconst a = `\r\n`;\r\n// %%\r\nb;\r\n",
    cells: ["const a = `\n`;", "b;"],
  },
  {
    fact: "takes a title after the marker for no code, and %%% for no marker",
    source: "// %% Training\na;\n// %%%\nb;\n",
    cells: ["a;\n// %%%\nb;"],
  },
];

for (const { fact, source, cells } of table) {
  Deno.test(`splitCells ${fact}`, () => {
    assertEquals(splitCells(source).map(({ text }) => text), cells);
  });
}

Deno.test("splitCells turns [markdown] cells into prose", () => {
  assertEquals(
    splitCells("// %% [markdown]\n// # Title\n//\n// - one\n// %%\na;\n"),
    [
      { kind: "markdown", text: "# Title\n\n- one" },
      { kind: "code", text: "a;" },
    ],
  );
});

Deno.test("splitCells refuses what is not TypeScript", () => {
  assertThrows(
    () => splitCells("// %%\nconst a = `"),
    SyntaxError,
    "Cannot read the notebook: Unterminated template. (2:11), expected TypeScript",
  );
  assertThrows(
    () => splitCells("(".repeat(100_000)),
    SyntaxError,
    "Cannot read the notebook: its parser gave up",
  );
});

Deno.test("toIpynb numbers its cells, keeps their lines, and waits at the end", () => {
  const { cells: [...cells], nbformat, nbformat_minor: minor } = JSON.parse(
    toIpynb("// %%\na;\nb;\n// %% [markdown]\n// c\n"),
  );
  assertEquals([nbformat, minor], [4, 5]);
  const { id, source } = cells.pop();
  assertEquals(id, "cell-3");
  assertStringIncludes(source.join(""), "await completeOutputs();");
  assertEquals(cells, [{
    cell_type: "code",
    execution_count: null,
    id: "cell-1",
    metadata: {},
    outputs: [],
    source: ["a;\n", "b;"],
  }, {
    cell_type: "markdown",
    id: "cell-2",
    metadata: {},
    source: ["c"],
  }]);
});

Deno.test("every notebook's .ipynb is in step with its source", async () => {
  const sources = await listSources("notebooks");
  assert(sources.length > 0);
  assertEquals(await syncIpynb(sources, { check: true }), []);
});

Deno.test("a folder's notebooks are its .ts files, but hidden ones", async () => {
  const folder = await Deno.makeTempDir();
  for (const name of ["b.ts", "a.ts", ".a.ts", "a.ipynb", "data.csv"]) {
    await Deno.writeTextFile(`${folder}/${name}`, "");
  }
  assertEquals(await listSources(folder), [`${folder}/a.ts`, `${folder}/b.ts`]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the first import of the library says that packages are fetched", () => {
  const { cells } = JSON.parse(toIpynb(`// %%
const x = 1;
// %%
import {
  md,
} from "@thalweg/thalweg";
// %%
import { cell } from "@thalweg/thalweg";
`));
  const told = cells.map(({ source }: { source: string[] }) =>
    /^\/\/ The first time, this fetches packages/.test(source[0])
  );
  assertEquals(told, [false, true, false, false]);
});
