import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { unzlibSync } from "fflate";
import { parseHTML } from "linkedom";
import {
  type Figure,
  heatMap,
  lineChart,
  outputImage,
  parameterSurfacePlot,
  rowsToCsv,
  truthTables,
  weightPath,
} from "../../lib/figure/mod.ts";
import { pngUrl } from "../../lib/figure/png.ts";

const { document } = parseHTML("<!DOCTYPE html><html></html>");

function draw(figure: Figure, width = 480): SVGSVGElement {
  return figure.draw({ document: document as unknown as Document, width });
}

const xs = Float64Array.of(-1, 0, 1);
const ys = Float64Array.of(-1, 1);
const image = { xs, ys, values: [-1, 0, 1, 1, NaN, -1], title: "Image" };
const lines = Array.from({ length: 6 }, (_, k) => ({
  name: `layer${k + 1}.weight gradient`,
  xs: Float64Array.of(0, 1, 2, 3),
  ys: Float64Array.of(1, 10 ** -k, 0, NaN),
}));
const chart = { title: "Chart", xName: "x", yName: "y" };

const figures: Readonly<Record<string, Figure>> = {
  image: outputImage(image),
  points: outputImage({
    ...image,
    points: [{ x: 0, y: 0, positive: true }, { x: 1, y: 1, positive: false }],
  }),
  folds: outputImage({
    ...image,
    folds: [{ from: [-10, -10], to: [10, 10] }],
    boundary: false,
  }),
  lines: lineChart(lines, chart),
  logarithmic: lineChart(lines, { ...chart, logY: true, cursor: 1 }),
  dots: lineChart([{ ...lines[0], dots: true }], chart),
  empty: lineChart([], chart),
  constant: lineChart([{ name: "c", xs: [1, 1], ys: [2, 2] }], chart),
  heat: heatMap({
    title: "Heat",
    columns: ["1", "2"],
    rows: ["a", "b"],
    losses: [1, 0.1, NaN, 1e-3],
    xName: "seed",
    yName: "scale",
  }),
  surface: parameterSurfacePlot({
    xs,
    ys: xs,
    losses: Float64Array.of(1, 2, 3, 4, 0.5, 6, 7, 8, 9),
    names: ["layer1.weight(0, 0)", "layer1.bias(0)"],
    at: [0, 0.5],
  }),
  weights: weightPath({
    title: "Path",
    xs: [0, 0.5, 0.25],
    ys: [0, 0.5, 0.5],
    xName: "w0",
    yName: "w1",
    arrows: [{ name: "goal", to: [1, 1] }, { name: "none", to: [0.25, 0.5] }],
    domain: { x: [-1, 1], y: [-1, 1] },
  }),
  tables: truthTables([{ name: "and", answers: [-1, -1, -1, 1] }]),
};

for (const [name, figure] of Object.entries(figures)) {
  Deno.test(`figure ${name} draws at every width without a bad number`, () => {
    for (const width of [220, 480, 960]) {
      const svg = draw(figure, width);
      const bad = svg.outerHTML.match(
        /="[^"]*\b(NaN|undefined|-?Infinity)\b[^"]*"/,
      );
      assertEquals(bad?.[0], undefined);
      assertEquals(Number(svg.getAttribute("height")), figure.height(width));
    }
    assert(rowsToCsv(figure).length > 0 || name === "empty");
  });
}

Deno.test("pngUrl holds the pixels, with the checksums of PNG", () => {
  const rgb = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  const [head, base64] = pngUrl(2, 2, rgb).split(",");
  assertEquals(head, "data:image/png;base64");
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  assertEquals([view.getUint32(16), view.getUint32(20)], [2, 2]);
  const length = view.getUint32(33);
  assertEquals(
    [...unzlibSync(bytes.subarray(41, 41 + length))],
    [0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12],
  );
  // The end chunk's checksum is the same in every PNG file.
  assertEquals(view.getUint32(bytes.length - 4), 0xae426082);
});

Deno.test("outputImage has its first row at the bottom", () => {
  // A column of three rows: +1 above, −1 below.
  const figure = outputImage({
    title: "Column",
    xs: Float64Array.of(0, 1),
    ys: Float64Array.of(0, 1, 2),
    values: [-1, -1, 0, 0, 1, 1],
    boundary: true,
  });
  const svg = draw(figure);
  const href = svg.querySelector("image")!.getAttribute("href")!;
  const bytes = Uint8Array.from(
    atob(href.split(",")[1]),
    (c) => c.charCodeAt(0),
  );
  const lengths = new DataView(bytes.buffer).getUint32(33);
  const pixels = unzlibSync(bytes.subarray(41, 41 + lengths));
  // blue (4269d0) at the top, orange (efb118) at the bottom
  assertEquals([...pixels.subarray(1, 4)], [0x42, 0x69, 0xd0]);
  assertEquals([...pixels.subarray(15, 18)], [0xef, 0xb1, 0x18]);
  const boundary = svg.querySelector("[aria-label='decision boundary']")!;
  assert(boundary.getAttribute("d")!.startsWith("M"));
});

Deno.test("the key of a chart says the values at the cursor", () => {
  const svg = draw(lineChart(lines.slice(0, 2), { ...chart, cursor: 1 }));
  const words = svg.querySelector("[aria-label=key]")!.textContent;
  assert(words!.includes("layer1.weight gradient = 1"), words!);
  assert(words!.includes("layer2.weight gradient = 0.1"), words!);
});

Deno.test("a chart keeps its height while its values change", () => {
  const heightAt = (value: number) =>
    lineChart(
      lines.map((line) => ({ ...line, ys: [value, value, value, value] })),
      { ...chart, cursor: 0, logY: true },
    ).height(420);
  assertEquals(heightAt(1), heightAt(1.234e-11));
});

Deno.test("a chart that is picked has its axis as the area", () => {
  const target = {};
  const figure = lineChart(lines, {
    ...chart,
    xDomain: [0, 3],
    pick: { target, label: "At", value: 2, step: 1 },
  });
  assertEquals(figure.pick!.target, target);
  const area = draw(figure).querySelector("[data-pick]")!;
  const read = (name: string) => area.getAttribute(name);
  assertEquals(
    ["data-from", "data-to", "data-step", "aria-valuenow", "role"].map(read),
    ["0", "3", "1", "2", "slider"],
  );
  assertAlmostEquals(Number(read("x")) + Number(read("width")), 480 - 16, 1e-9);
});

Deno.test("truthTables puts a across and b upward", () => {
  const svg = draw(figures.tables);
  const white = [...svg.querySelectorAll("rect")]
    .filter((rect) => rect.getAttribute("fill") === "white");
  assertEquals(white.length, 1);
  const others = [...svg.querySelectorAll("rect")].filter((r) =>
    r !== white[0]
  );
  for (const other of others) {
    assert(
      Number(other.getAttribute("x")) <= Number(white[0].getAttribute("x")),
    );
    assert(
      Number(other.getAttribute("y")) >= Number(white[0].getAttribute("y")),
    );
  }
});
