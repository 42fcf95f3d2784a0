import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { reportLines } from "../../lib/host/headless/report.ts";
import {
  drawNotebook,
  renderNotebook,
} from "../../lib/host/static/render_notebook.ts";
import { lineChart } from "../../lib/figure/mod.ts";
import { cell, md, openNotebook } from "../../lib/notebook/mod.ts";
import { closeWorkers } from "../../lib/job/mod.ts";

const url = new URL("../fixtures/cells_notebook.ts", import.meta.url);
const source = await Deno.readTextFile(url);

async function render(set: Record<string, string> = {}) {
  const rendered = await renderNotebook(url, { set });
  closeWorkers();
  return { ...rendered, document: parseHTML(rendered.html).document };
}

Deno.test("a rendered notebook has formulas, pictures on demand, tables and values to look into", async () => {
  const { ok, cells, document } = await render({
    "Learning rate": "0.5",
    points: JSON.stringify([["4", "5", "<b>third</b>"]]),
  });
  assert(ok, JSON.stringify(cells));
  const titles = [...document.querySelectorAll("figcaption")]
    .map(({ textContent }) => textContent);
  assertEquals(titles.length, 3);
  assertEquals(titles[1], "Eigenvalues of the Hessian");
  assertEquals(document.querySelectorAll("math").length, 3);
  const texts = [...document.querySelectorAll("math mtext")]
    .map(({ textContent }) => textContent);
  assert(texts.includes("0.5"), String(texts));

  const values = [...document.querySelectorAll("section.value")];
  assertEquals(
    values.map((value) => value.querySelector("h3")!.textContent!.slice(0, 3)),
    ["The", "Sum", "Bad"],
  );
  const [then, sum] = values.map(({ textContent }) => textContent!);
  // all digits, as the cell that trained reports them
  const digits = then.match(/loss (\d\.\d{8,}e-\d+)/)?.[1];
  assertStringIncludes(cells.map(({ text }) => text).join("\n"), digits!);
  assertStringIncludes(sum, "sum 9");
  const rows = [...document.querySelectorAll(".inputs table tr")]
    .map((row) => [...row.children].map(({ textContent }) => textContent));
  assertEquals(rows, [["x", "y", "name"], ["4", "5", "<b>third</b>"]]);
  assertEquals(document.querySelectorAll("script, b > b").length, 0);
  assert(!("ranInVain" in globalThis), "what nobody shows has run");
});

Deno.test("a rendered notebook says the line of a failure", async () => {
  const report = await render({ Words: "bad" });
  const line = source.split("\n")
    .findIndex((text) => text.includes("throw new RangeError")) + 1;
  assertEquals(report.ok, false);
  assertStringIncludes(
    reportLines(report).join("\n"),
    `✗ Bad (line ${line} of the code): Cannot go on: bad words`,
  );
  assertStringIncludes(
    report.document.querySelector(".problem")!.textContent!,
    `Bad line ${line} of the codeCannot go on: bad words`,
  );
});

Deno.test("a picture that stands alone is as wide as prose, others half a page", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const line = { name: "a", xs: [0, 1], ys: [0, 1] };
  const chart = () => lineChart([line], { title: "", xName: "x", yName: "y" });
  cell`Alone ${1} ${chart}`;
  md`Between`;
  cell`One ${1} ${chart}`;
  cell`Two ${1} ${chart}`;
  await graph.settled();
  const { body } = drawNotebook({
    graph,
    source: "",
    files: new Map(),
    failure: undefined,
  });
  const { document } = parseHTML(`<!DOCTYPE html><body>${body}</body>`);
  const widths = [...document.querySelectorAll(".spread")].map((spread) =>
    [...spread.querySelectorAll("figure")].map((figure) =>
      Number(figure.querySelector("svg")!.getAttribute("width"))
    )
  );
  assertEquals(widths, [[704], [460, 460]]);
});
