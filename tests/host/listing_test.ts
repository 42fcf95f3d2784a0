import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseHTML } from "linkedom";
import { listSources } from "../../lib/host/commands/ipynb.ts";
import { listSource } from "../../lib/host/source/listing.ts";
import { readSource } from "../../lib/host/source/passages.ts";
import { drawNotebook } from "../../lib/host/static/render_notebook.ts";
import { runNotebook } from "../../lib/host/headless/run_notebook.ts";

/** What stands between two statements, apart from comments. */
function bare(text: string): string {
  return text.replace(/\/\/.*$/gm, "").replace(/\/\*[^]*?\*\//g, "").trim();
}

for (const file of await listSources("notebooks")) {
  Deno.test(`${file} is listed whole, each piece in its text`, async () => {
    const source = await Deno.readTextFile(file);
    const listing = listSource(source);
    const lines = source.split("\n");
    let at = 0;
    for (const { start, end, firstLine, lastLine, html } of listing) {
      assertEquals(bare(source.slice(at, start)), "");
      const text = source.slice(start, end);
      const { document } = parseHTML(`<pre>${html}</pre>`);
      assertEquals(document.querySelector("pre")!.textContent, text);
      const [first] = text.split("\n");
      assert(lines[firstLine - 1].endsWith(first), `line ${firstLine}`);
      assertEquals(lastLine - firstLine, text.split("\n").length - 1);
      at = end;
    }
    assertEquals(bare(source.slice(at)), "");
  });
}

Deno.test("comments, markers, imports and layouts of a source", () => {
  const source = [
    "// of the file",
    'import { a } from "a";',
    'import { b } from "b";',
    "",
    "// %% a cell",
    "// explains c",
    "const c = a`\n// %% no marker\n`; // behind",
    "/** d */",
    "export function d() { return row(a, column(b)); }",
    "// %% [markdown]",
    "// # Prose",
    "grid(2, row(c), d()), row(c);",
    "// the end",
  ].join("\n");
  const { passages, tokens } = readSource(source);
  assertEquals(
    passages.map(({ start, end, firstLine, lastLine, layouts }) => [
      source.slice(start, end).split("\n")[0],
      firstLine,
      lastLine,
      layouts,
    ]),
    [
      ["// of the file", 1, 3, 0],
      ["// explains c", 6, 9, 0],
      ["/** d */", 10, 11, 1],
      ["// # Prose", 13, 14, 2],
    ],
  );
  const comments = tokens.filter(({ kind }) => kind === "comment");
  assertEquals(comments.length, 8);
  const strings = tokens.filter(({ kind }) => kind === "string");
  assert(
    strings.some(({ start, end }) =>
      source.slice(start, end).includes("// %% no marker")
    ),
  );
});

Deno.test("what is no TypeScript is not listed, and nothing becomes markup", () => {
  assertEquals(listSource("const = ;;;("), []);
  assertThrows(() => readSource("const = ;;;("), SyntaxError);
  const [{ html }] = listSource('const a = "<script>" + `</pre>&amp;`;');
  assert(!/<(?!\/?span)/.test(html), html);
  assert(html.includes("&#38;amp;"));
});

Deno.test("a rendered notebook has each piece of its code once", async () => {
  const url = new URL("../fixtures/layout_notebook.ts", import.meta.url);
  const notebook = await runNotebook(url);
  const { document } = parseHTML(`<main>${drawNotebook(notebook).body}</main>`);
  const codes = [...document.querySelectorAll(".code pre")].map((one) =>
    one.textContent
  );
  const { source } = notebook;
  assertEquals(
    codes.toSorted(),
    listSource(source).map(({ start, end }) => source.slice(start, end))
      .toSorted(),
  );
  assertEquals(document.querySelectorAll("#all-code").length, 1);
});
