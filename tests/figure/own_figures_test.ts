import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import {
  displayFigure,
  equipDocument,
  figure,
  figureToSvg,
  isNode,
  plot,
  rowsToCsv,
} from "../../lib/figure/mod.ts";
import { drawNotebook } from "../../lib/host/static/render_notebook.ts";
import { runNotebook } from "../../lib/host/headless/run_notebook.ts";
import { inspect } from "../../lib/notebook/mod.ts";

function newDocument() {
  return equipDocument(parseHTML("<!DOCTYPE html><body></body>").document);
}

const data = [{ t: 0, loss: 1, who: "a" }, { t: 2, loss: 0.1, who: "b, c" }];

Deno.test("a plot has its place's width, its height, its values, and a legend", async () => {
  const own = plot({
    title: "Losses",
    height: (width) => width / 2,
    color: { legend: true },
    marks: [Plot.dot(data, { x: "t", y: "loss", fill: "who" })],
  });
  for (const width of [280, 460, 960]) {
    const svg = own.draw({ document: newDocument(), width });
    assertEquals(svg.getAttribute("width"), String(width));
    assertEquals(svg.getAttribute("height"), String(width / 2));
    assertEquals(svg.querySelectorAll("circle").length, 2);
    assert(svg.textContent.includes("b, c"));
    assertEquals(svg.querySelector("style"), null);
  }
  assertEquals(
    rowsToCsv(own),
    't,loss,who\r\n0,1,a\r\n2,0.1,"b, c"\r\n',
  );
  const file = await figureToSvg(own);
  assert(file.includes("Losses") && !file.includes("var(--"), file);
});

Deno.test("several marks tell their rows apart; what draws no data has none", () => {
  const own = plot({
    title: "",
    marks: [
      Plot.frame(),
      [Plot.lineY(data, { x: "t", y: "loss" }), null],
      Plot.ruleX([new Date(0)]),
    ],
  });
  assertEquals(
    own.rows().map((row) => Object.values(row)),
    [
      ["1 line", 0, 1, ""],
      ["1 line", 2, 0.1, ""],
      ["2 rule", "", "", "1970-01-01T00:00:00.000Z"],
    ],
  );
});

Deno.test("a figure is made of SVG, of HTML and of a canvas, and of nothing else", async () => {
  const draws = {
    svg: (document: Document) =>
      document.createElementNS("http://www.w3.org/2000/svg", "svg"),
    p: (document: Document) => {
      const p = document.createElement("p");
      p.textContent = "a < b";
      return p;
    },
    canvas: (document: Document) => document.createElement("canvas"),
  };
  for (const [name, draw] of Object.entries(draws)) {
    const own = figure({
      title: name,
      height: 50,
      draw: ({ document }) => draw(document as Document),
    });
    const svg = own.draw({ document: newDocument(), width: 300 });
    assertEquals(svg.localName, "svg");
    assertEquals([svg.getAttribute("width"), svg.getAttribute("height")], [
      "300",
      "50",
    ]);
    const { "text/html": html } = await displayFigure(own);
    assert(html.includes("data:image/svg+xml"));
    const xml = await figureToSvg(own);
    if (name === "p") assert(xml.includes("a &lt; b"), xml);
    if (name === "canvas") assert(xml.includes("data:image/png"), xml);
  }
  for (const wrong of [undefined, "<svg/>", { nodeType: 1 }, []]) {
    const own = figure({ title: "Mine", draw: () => wrong });
    await assertRejects(
      () => figureToSvg(own),
      TypeError,
      'Cannot draw "Mine": draw returned',
    );
  }
  assertEquals([isNode({ nodeType: 1 }), isNode(null), isNode(3)], [
    false,
    false,
    false,
  ]);
});

Deno.test("a canvas outside a browser holds rectangles and pixels, and refuses lines", () => {
  const document = newDocument() as Document;
  const canvas = document.createElement("canvas");
  canvas.width = 3;
  canvas.height = 2;
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#102030";
  context.fillRect(0, 0, 3, 1);
  context.fillStyle = "rgba(255, 0, 0, 0.5)";
  context.fillRect(1, 0, 5, 5);
  context.clearRect(2, 1, 1, 1);
  const { data } = context.getImageData(0, 0, 3, 2);
  const half = [136, 16, 24, 255];
  assertEquals([...data], [
    ...[16, 32, 48, 255, ...half, ...half],
    ...[0, 0, 0, 0, 255, 0, 0, 128, 0, 0, 0, 0],
  ]);
  const image = context.createImageData(1, 1);
  image.data.set([1, 2, 3, 4]);
  context.putImageData(image, 2, 1);
  assertEquals([...context.getImageData(2, 1, 1, 1).data], [1, 2, 3, 4]);
  assert(canvas.toDataURL().startsWith("data:image/png;base64,"));
  assertEquals(canvas.getContext("webgl"), null);
  assertThrows(
    () => context.beginPath(),
    TypeError,
    "Cannot draw on a canvas outside a browser: beginPath",
  );
});

Deno.test("lists of objects are tables, typed arrays lines, nothing markup", () => {
  const open = (value: unknown) =>
    parseHTML(`<!DOCTYPE html><html><body>${inspect(value)}</body></html>`)
      .document;
  const table = open([
    { a: 1 / 3, b: "<b>" },
    { b: null, c: { deep: 1 } },
    ...Array.from({ length: 200 }, () => ({ a: 1 })),
  ]);
  assertEquals(
    [...table.querySelectorAll("th")].map((one) => one.textContent),
    ["a", "b", "c"],
  );
  assertEquals(table.querySelectorAll("tbody tr").length, 100);
  assert(table.body.textContent.includes("… and 102 more rows"));
  assertEquals(table.querySelectorAll("td b").length, 0);
  assertEquals(
    table.querySelector("td span")!.getAttribute("title"),
    String(1 / 3),
  );
  for (const none of [[], [1], [[1]], [{}], [new Date()], [{ a: {} }]]) {
    assertEquals(open(none).querySelector("table"), null, String(none));
  }
  const typed = open(new Float64Array(1000)).querySelector("details")!;
  assertEquals(typed.hasAttribute("open"), false);
});

Deno.test("a rendered notebook shows what its cells draw by themselves", async () => {
  const url = new URL("../fixtures/own_notebook.ts", import.meta.url);
  const notebook = await runNotebook(url);
  assertEquals(notebook.failure, undefined);
  const { document } = parseHTML(`<main>${drawNotebook(notebook).body}</main>`);
  const shown = (title: string) =>
    [...document.querySelectorAll("figure, .value")].find((one) =>
      one.querySelector("figcaption, h3")?.textContent.startsWith(title)
    )!;
  const counts: readonly [string, string, number][] = [
    ["Raw plot", "svg path", 1],
    ["Plot with a legend", "svg circle", 4],
    ["Plot with a legend", "image", 1],
    ["Selection", "circle > title", 4],
    ["Heading", "em", 1],
    ["Canvas", 'img[src^="data:image/png"]', 1],
    ["Records", "tbody tr", 4],
    ["Typed", "details:not([open])", 1],
    ["Squares", "circle", 4],
    ["Waves", 'image[href^="data:image/png"], image', 2],
    ["Words", "p", 1],
  ];
  for (const [title, selector, count] of counts) {
    const found = shown(title).querySelectorAll(selector).length;
    assert(found >= count, `${title}: ${found} ${selector}`);
  }
  assertEquals(document.querySelectorAll(".problem, .waits, td b").length, 0);
});
