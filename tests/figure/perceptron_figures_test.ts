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
  sliceGrid,
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

/** The chunks of a PNG in a data URL, by name. */
function readPng(url: string): Map<string, Uint8Array> {
  const [head, base64] = url.split(",");
  assertEquals(head, "data:image/png;base64");
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.set(name, bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  // The end chunk's checksum is the same in every PNG file.
  assertEquals(view.getUint32(bytes.length - 4), 0xae426082);
  return chunks;
}

/** Colors of the image in a picture, row by row from the top. */
function colorsOf(svg: SVGSVGElement): string[][] {
  const url = svg.querySelector("image")!.getAttribute("href")!;
  const chunks = readPng(url);
  const size = chunks.get("IHDR")!;
  const [columns, rows] = [size[3], size[7]];
  const lines = unzlibSync(chunks.get("IDAT")!);
  const palette = chunks.get("PLTE")!;
  return Array.from(
    { length: rows },
    (_, j) =>
      Array.from({ length: columns }, (_, i) => {
        const k = lines[j * (columns + 1) + 1 + i];
        return palette.slice(3 * k, 3 * k + 3).toHex();
      }),
  );
}

Deno.test("pngUrl holds size, palette and pixels", () => {
  const pixels = Uint8Array.of(0, 1, 1, 1, 0, 1);
  const palette = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const chunks = readPng(pngUrl(2, 3, pixels, palette));
  assertEquals([...chunks.keys()], ["IHDR", "PLTE", "IDAT", "IEND"]);
  assertEquals(
    [...chunks.get("IHDR")!],
    [0, 0, 0, 2, 0, 0, 0, 3, 8, 3, 0, 0, 0],
  );
  assertEquals(chunks.get("PLTE"), palette);
  assertEquals(
    [...unzlibSync(chunks.get("IDAT")!)],
    [0, 0, 1, 0, 1, 1, 0, 0, 1],
  );
});

Deno.test("outputImage: first row at the bottom, blue +1, orange −1, nothing for NaN", () => {
  const values = [-1, -7, 0, NaN, 1, 7];
  const ys = Float64Array.of(0, 1, 2);
  const svg = draw(
    outputImage({ title: "Rows", xs: Float64Array.of(0, 1), ys, values }),
  );
  const [blue, pale, orange] = ["4269d0", "f7f7f7", "efb118"];
  assertEquals(colorsOf(svg), [[blue, blue], [pale, pale], [orange, orange]]);
});

Deno.test("outputImage draws its boundary where the output is zero, and nowhere on the frame", () => {
  const axis = Float64Array.from({ length: 9 }, (_, k) => k - 4);
  const values = [...axis].flatMap((y) => [...axis].map((x) => x - y / 2));
  const svg = draw(outputImage({ title: "Line", xs: axis, ys: axis, values }));
  const [image, boundary] = ["network output", "decision boundary"].map((
    name,
  ) => svg.querySelector(`[aria-label='${name}']`)!);
  const read = (name: string) => Number(image.getAttribute(name));
  // the image reaches half a pixel beyond the grid
  const unit = read("width") / 9;
  const points = boundary.getAttribute("d")!.match(/[\d.]+,[\d.]+/g)!
    .map((point) => point.split(",").map(Number))
    .map(([px, py]) => [
      (px - read("x")) / unit - 4.5,
      4.5 - (py - read("y")) / unit,
    ]);
  assert(points.length > 8);
  for (const [x, y] of points) {
    assertAlmostEquals(x, y / 2, 0.01);
    assert(Math.abs(y) < 4.01);
  }
  assertEquals(boundary.getAttribute("d")!.match(/M/g)!.length, 1);
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
  const target = { value: 2 };
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

Deno.test("weightPath draws arrows from its last point, or from where they say", () => {
  const place = (value: number) => [value, value] as const;
  const svg = draw(weightPath({
    title: "Arrows",
    xs: [-1, 1],
    ys: [-1, 1],
    xName: "w0",
    yName: "w1",
    arrows: [
      { name: "last", to: place(0) },
      { name: "other", from: place(-1), to: place(0) },
    ],
    domain: { x: [-2, 2], y: [-2, 2] },
  }));
  const [start, end] = [...svg.querySelectorAll("circle")]
    .map((circle) => ["cx", "cy"].map((name) => circle.getAttribute(name)));
  const tails = [...svg.querySelectorAll("[aria-label=arrow] path")]
    .map((arrow) => arrow.getAttribute("d")!.match(/[\d.]+/g)!.slice(0, 2));
  assertEquals(tails, [end, start]);
});

Deno.test("sliceGrid with a loss domain: linear, the same for any losses", () => {
  const offsets = Float64Array.of(-1, 0, 1);
  const heights = (losses: number[], lossDomain?: [number, number]) => {
    const svg = draw(sliceGrid(
      { offsets, losses: [Float64Array.from(losses)], names: ["w"] },
      lossDomain ? { lossDomain } : {},
    ));
    const d = svg.querySelector("[aria-label=line] path")!
      .getAttribute("d")!;
    return d.match(/,[\d.]+/g)!.map((y) => Number(y.slice(1)));
  };
  const [bottom, middle, top] = heights([0, 1.5, 3], [0, 4]);
  assertAlmostEquals(bottom + top, 2 * middle, 0.02);
  assert(top < bottom);
  assertEquals(heights([1.5, 1.5, 3], [0, 4]), [middle, middle, top]);
  const [low, between, high] = heights([1, 2, 4]);
  assert(Math.abs(low + high - 2 * between) < 0.02, "logarithmic without one");
});

Deno.test("truthTables: a across, b upward; white +1, black −1, orange between", () => {
  const answers = [-1, 0, 0.5, 1] as const;
  const rects = [
    ...draw(truthTables([{ name: "half", answers }])).querySelectorAll("rect"),
  ];
  const at = (rect: Element) =>
    ["x", "y"].map((name) => Number(rect.getAttribute(name)));
  const [left, top] = [0, 1].map((k) =>
    Math.min(...rects.map((r) => at(r)[k]))
  );
  const found = Object.fromEntries(rects.map((rect) => {
    const [x, y] = at(rect);
    const place = `${x > left ? "+a" : "-a"} ${y > top ? "-b" : "+b"}`;
    return [place, rect.getAttribute("fill")];
  }));
  const orange = "#efb118";
  assertEquals(found, {
    "-a -b": "black",
    "+a -b": orange,
    "-a +b": orange,
    "+a +b": "white",
  });
});
