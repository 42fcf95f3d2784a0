import * as Plot from "@observablehq/plot";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
} from "@std/assert";
import { parseHTML } from "linkedom";
import {
  confusionMatrix,
  contours,
  decisionSurface,
  type Figure,
  figureToSvg,
  formatNumber,
  heatMap,
  lineChart,
  lossCurve,
  networkDiagram,
  neuronArrows,
  outputImage,
  parameterSurfacePlot,
  type PlotMark,
  predictionSurface,
  rowsToCsv,
  sliceGrid,
  spectrumPlot,
  verdictCounts,
  weightPath,
} from "../../lib/figure/mod.ts";
import type { TrainingResult } from "../../lib/train/mod.ts";
import {
  makeDecisions,
  makeImage,
  makeNetwork,
  makePath,
  makePlane,
  makePredictions,
  makeResult,
  makeSignedPoints,
  makeSurface,
  makeVerdictGroups,
} from "./examples.ts";
import { makeGallery } from "./gallery.ts";

// Snapshots can be looked at: they are pictures. UPDATE_SNAPSHOTS=1 rewrites
// them; a picture that changed is written beside the old one as -changed.svg.

const folder = new URL("../fixtures/figures/", import.meta.url);
const updating = Deno.env.get("UPDATE_SNAPSHOTS") === "1";
const { document } = parseHTML("<!DOCTYPE html><html></html>");
const gallery = makeGallery();

function draw(figure: Figure, width: number): SVGSVGElement {
  return figure.draw({ document: document as unknown as Document, width });
}

/** Numbers to 3 decimals: the last digits may differ between engines. */
function rounded(svg: string): string {
  return svg.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (x) => String(+(+x).toFixed(3)))
    .replace(/plot-[0-9a-f]+/g, "plot");
}

for (const [name, figure] of Object.entries(gallery)) {
  Deno.test(`figure ${name} looks as it did`, async () => {
    const svg = rounded(await figureToSvg(figure, { width: 480 })) + "\n";
    const file = new URL(`${name}.svg`, folder);
    if (updating) {
      await Deno.mkdir(folder, { recursive: true });
      return await Deno.writeTextFile(file, svg);
    }
    const before = await Deno.readTextFile(file);
    if (before === svg) return;
    await Deno.writeTextFile(new URL(`${name}-changed.svg`, folder), svg);
    throw new Error(`The picture changed: compare ${name}-changed.svg`);
  });

  Deno.test(`figure ${name} draws at every width without a bad number`, () => {
    for (const width of [320, 480, 900]) {
      const svg = draw(figure, width);
      const markup = svg.outerHTML;
      const bad = markup.match(/="[^"]*\b(NaN|undefined|-?Infinity)\b[^"]*"/);
      assertEquals(bad, null, `${name} at ${width}: ${bad?.[0]}`);
      assertEquals(Number(svg.getAttribute("height")), figure.height(width));
      assertEquals(Number(svg.getAttribute("width")), width);
      assertEquals(svg.getAttribute("aria-label"), figure.title);
    }
  });

  Deno.test(`figure ${name} gives its numbers as rows`, () => {
    const rows = figure.rows();
    assert(rows.length > 0);
    const columns = Object.keys(rows[0]);
    for (const row of rows) assertEquals(Object.keys(row), columns);
    const lines = rowsToCsv(figure).trimEnd().split("\n");
    assertEquals(lines.length, rows.length + 1);
  });
}

Deno.test("axes are named", () => {
  for (const [name, figure] of Object.entries(gallery)) {
    if (/^(network|confusion|image-grid)/.test(name)) continue;
    const text = draw(figure, 480).textContent ?? "";
    assert((text.match(/[→↑]/g) ?? []).length >= 2, `${name}: ${text}`);
  }
});

const hostile = `<script>alert(1)</script>"'&`;

Deno.test("names that look like markup stay text", async () => {
  const net = makeNetwork(2, [[1, hostile]]);
  const figures: Figure[] = [
    networkDiagram(net),
    lossCurve([{ name: hostile, result: makeResult([0, 1], [1, 0.5]) }], {
      title: hostile,
    }),
    sliceGrid({
      offsets: Float64Array.of(-1, 0, 1),
      losses: [Float64Array.of(2, 1, 2)],
      names: [hostile],
    }),
    contours(makePlane(9), { directionNames: [hostile, hostile] }),
    decisionSurface({
      ...makeDecisions(2),
      classNames: [hostile, hostile],
      xName: hostile,
      yName: hostile,
    }),
    confusionMatrix({ matrix: [[1, 0], [0, 1]], classNames: [hostile, "b"] }),
  ];
  for (const figure of figures) {
    assertEquals(draw(figure, 700).querySelector("script"), null);
    assertEquals(/<script/i.test(await figureToSvg(figure)), false);
  }
});

Deno.test("the labels of a spectrum stand clear of its dots", () => {
  const places = (nodes: Iterable<Element>) =>
    Array.from(nodes, (node) => {
      const [x, y] = node.getAttribute("transform")!.match(/-?[\d.]+/g)!;
      return { x: Number(x), y: Number(y), text: node.textContent ?? "" };
    });
  const spectra = Object.keys(gallery)
    .filter((name) => name.startsWith("spectrum"));
  for (const name of spectra) {
    for (const width of [300, 480, 900]) {
      const svg = draw(gallery[name], width);
      const dots = Array.from(svg.querySelectorAll("[aria-label=dot] circle"))
        .map((dot) => ({
          x: Number(dot.getAttribute("cx")),
          y: Number(dot.getAttribute("cy")),
        }));
      assert(dots.length > 10);
      for (const group of svg.querySelectorAll("[aria-label=text]")) {
        const shift = group.getAttribute("transform")?.match(/-?[\d.]+/g);
        const end = group.getAttribute("text-anchor") === "end";
        for (const { x, y, text } of places(group.querySelectorAll("text"))) {
          if (!text.startsWith("λ")) continue;
          const near = x + Number(shift?.[0] ?? 0);
          const length = text.length * 6;
          const [from, to] = end
            ? [near - length, near]
            : [near, near + length];
          const middle = y + Number(shift?.[1] ?? 0);
          const hidden = dots.filter((dot) =>
            dot.x > from && dot.x < to && Math.abs(dot.y - middle) < 5
          );
          assertEquals(hidden, [], `${name} at ${width}: ${text}`);
        }
      }
    }
  }
});

Deno.test("an axis of large eigenvalues does not reach down to their bound", () => {
  const svg = draw(gallery["spectrum-far"], 480);
  const ticks = svg.querySelector('[aria-label="y-axis tick label"]')!;
  // 1.2e-4 … 0.3, the residuals are 1e-15
  assertEquals(
    ticks.textContent,
    ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "0.1", "1"].join(""),
  );
  assertStringIncludes(svg.textContent!, "residual 1×10⁻¹⁵, far below all");
});

Deno.test("lossCurve marks the stored point at or before a time", () => {
  const result = makeResult([0, 1, 5, 6, 7], [16, 8, 4, 2, 1], 3);
  const marks = (at?: number) => {
    const figure = lossCurve(result, at === undefined ? {} : { at });
    return [...draw(figure, 460).querySelectorAll("circle[r='7'] title")]
      .map((title) => title.textContent);
  };
  assertEquals(marks(), []);
  for (
    const [at, words] of [
      [-1, "loss 16 at 0"],
      [0, "loss 16 at 0"],
      [4.9, "loss 8 at 1"],
      [5, "loss 4 at 5"],
      [6.5, "loss 2 at 6"],
      [Infinity, "loss 1 at 7"],
    ] as const
  ) assertEquals(marks(at), [words]);
});

const chart = { title: "Chart", xName: "x", yName: "y" };
const one = { name: "a", xs: [1, 2, 4, 8], ys: [0.5, 0, 3, 1e-4] };

const refined = makeResult([0, 3, 40, 41, 42], [5, 1, 0.1, 1e-6, 0], 3);
const negative = makeResult([0, 3, 40], [5, 1, -0.1]);

const panels = {
  offsets: Float64Array.of(-1, 0, 1),
  losses: Array.from(
    { length: 7 },
    (_, i) => Float64Array.of(1 + i, 1e-3 * (1 + i), 0.1 * (1 + i)),
  ),
  names: Array.from({ length: 7 }, (_, i) => `w${i}`),
};
const path = {
  title: "Path",
  xs: [0, 0.5, 0.25],
  ys: [0, 0.5, -0.5],
  xName: "w0",
  yName: "w1",
  domain: { x: [-1, 1], y: [-1, 2] },
} as const;

const flight = {
  ...makePath(),
  xs: Float64Array.of(-2, 0.5, 1),
  ys: Float64Array.of(1, 0.25, -1.5),
};

/** Figures with a reader's dots, and the values at which their own curve has points. */
const composed: Readonly<
  Record<
    string,
    {
      draw: (marks: PlotMark[]) => Figure;
      own: string;
      points: readonly { x: unknown; y: unknown; panel?: string }[];
    }
  >
> = {
  "a chart": {
    draw: (marks) => lineChart([one], { ...chart, marks }),
    own: "path[aria-label=a]",
    points: one.xs.map((x, i) => ({ x, y: one.ys[i] })),
  },
  "a logarithmic chart": {
    draw: (marks) =>
      lineChart([one], { ...chart, logX: true, logY: true, marks }),
    own: "path[aria-label=a]",
    points: one.xs.map((x, i) => ({ x, y: one.ys[i] })),
  },
  "the loss of a run": {
    draw: (marks) => lossCurve(refined, { marks }),
    own: "[aria-label=line] path",
    // where the refinement begins the curve has a point of its own
    points: [
      ...[0, 1, 2].map((i) => pointIn(refined, i)),
      { x: { iteration: 0 }, y: 0.1 },
      ...[3, 4].map((i) => pointIn(refined, i)),
    ],
  },
  "the losses of several runs": {
    draw: (marks) =>
      lossCurve([
        { name: "a", result: refined },
        { name: "b", result: makeResult([0, 90], [2, 1]) },
      ], { marks }),
    own: "[aria-label=line] path",
    points: [
      ...[0, 1, 2].map((i) => pointIn(refined, i)),
      { x: { time: 0 }, y: 2 },
      { x: 90, y: 1 },
      ...[0, 1, 2].map((k) => ({
        x: { iteration: k },
        y: refined.trajectory.losses[2 + k],
      })),
    ],
  },
  "a negative loss": {
    draw: (marks) => lossCurve(negative, { marks }),
    own: "[aria-label=line] path",
    points: [0, 1, 2].map((i) => pointIn(negative, i)),
  },
  "a spectrum": {
    draw: (marks) =>
      spectrumPlot({
        eigenvalues: Float64Array.of(1e-3, 0.5, 20),
        eigenvectors: [],
        residuals: Float64Array.of(1e-9, 1e-9, 1e-9),
      }, { marks }),
    own: "[aria-label=dot] circle",
    points: [{ x: 1, y: 20 }, { x: 2, y: 0.5 }, { x: 3, y: 1e-3 }],
  },
  "a slice among others": {
    draw: (marks) => sliceGrid(panels, { marks }),
    own: "[aria-label=line] path",
    points: [-1, 0, 1].map((x, k) => ({
      x,
      y: panels.losses[4][k],
      panel: "w4",
    })),
  },
  "counts of verdicts": {
    draw: (marks) => verdictCounts(makeVerdictGroups(), { marks }),
    own: "[aria-label=dot] circle",
    points: makeVerdictGroups().flatMap(({ name, counts }) =>
      counts.filter(({ count }) => count > 0)
        .map(({ share, kind }) => ({ x: share, y: kind, panel: name }))
    ),
  },
  "a path of weights": {
    draw: (marks) => weightPath({ ...path, marks }),
    own: "[aria-label=line] path",
    points: Array.from(path.xs, (x, i) => ({ x, y: path.ys[i] })),
  },
  "a path on a plane": {
    draw: (marks) => contours(makePlane(9), { path: flight, marks }),
    own: "[aria-label=line] path",
    points: [{ x: -2, y: 1 }, { x: 0.5, y: 0.25 }, { x: 1, y: -1.5 }],
  },
  "the place on a surface": {
    draw: (marks) => parameterSurfacePlot(makeSurface(9), { marks }),
    own: "circle[aria-label='present values']",
    points: [{ x: 2.5, y: 1.25 }],
  },
  "samples on an output": {
    draw: (marks) => {
      const points = makeSignedPoints(5);
      return outputImage({ ...makeImage(9), points, marks });
    },
    own: "circle[r='3']",
    points: makeSignedPoints(5).map(({ x, y }) => ({ x, y })),
  },
  "samples on decisions": {
    draw: (marks) => decisionSurface({ ...makeDecisions(3, 9), marks }),
    own: "circle[r='3']",
    points: makeDecisions(3, 9).points!
      .filter(({ part }) => part === "training")
      .map(({ x, y }) => ({ x, y })),
  },
  "samples on predictions": {
    draw: (marks) => predictionSurface({ ...makePredictions(9), marks }),
    own: "circle",
    points: makePredictions(9).points!.map(({ x, y }) => ({ x, y })),
  },
  "a table of losses": {
    draw: (marks) =>
      heatMap({
        title: "Losses",
        columns: ["1", "2"],
        rows: ["low", "high"],
        losses: [1, 0.1, 1e-2, 1e-3],
        xName: "seed",
        yName: "scale",
        marks,
      }),
    own: "[aria-label=cell] rect",
    points: ["low", "high"].flatMap((y) => ["1", "2"].map((x) => ({ x, y }))),
  },
  "answers of a classifier": {
    draw: (marks) =>
      confusionMatrix({
        matrix: [[9, 1], [2, 8]],
        classNames: ["cat", "dog"],
        marks,
      }),
    own: "[aria-label=cell] rect",
    points: ["cat", "dog"].flatMap((y) =>
      ["cat", "dog"].map((x) => ({ x, y }))
    ),
  },
};

function pointIn({ trajectory: { times, losses } }: TrainingResult, i: number) {
  return { x: times[i], y: losses[i] };
}

/** The points of a mark, in pixels of the picture: of a path, of dots, of cells. */
function pointsOf(svg: SVGSVGElement, selector: string): [number, number][] {
  return [...svg.querySelectorAll(selector)].flatMap((mark) => {
    const [left, top] = shiftOf(mark);
    const read = (name: string) => Number(mark.getAttribute(name));
    const path = mark.getAttribute("d") ?? (
      mark.localName === "rect"
        ? `${read("x") + read("width") / 2},${read("y") + read("height") / 2}`
        : `${read("cx")},${read("cy")}`
    );
    return path.match(/-?[\d.]+,-?[\d.]+/g)!.map((point) => {
      const [x, y] = point.split(",").map(Number);
      return [left + x, top + y] as [number, number];
    });
  });
}

/** How far a mark is moved by the groups that it is in. */
function shiftOf(mark: Element): [number, number] {
  const above = mark.parentElement;
  if (!above) return [0, 0];
  const [x, y] = shiftOf(above);
  const own = above.getAttribute("transform")?.match(/-?[\d.]+/g) ?? [0, 0];
  return [x + Number(own[0]), y + Number(own[1])];
}

for (const [name, { draw: compose, own, points }] of Object.entries(composed)) {
  Deno.test(`a reader's dots at the values of ${name} lie on its curve`, () => {
    const dots = Plot.dot(points, {
      x: "x",
      y: "y",
      r: 9,
      ...(points[0].panel ? { fx: "panel", fy: "panel" } : {}),
    });
    for (const width of [320, 900]) {
      const svg = draw(compose([dots]), width);
      const [curve, added] = [own, "circle[r='9']"].map((selector) =>
        pointsOf(svg, selector)
      );
      assertEquals(added.length, points.length);
      assertEquals(new Set(added.map(String)).size, points.length);
      for (const [x, y] of added) {
        const distances = curve.map((p) => Math.hypot(p[0] - x, p[1] - y));
        assertAlmostEquals(Math.min(...distances), 0, 1e-3);
      }
    }
  });
}

Deno.test("a plane has no color beside losses that are not numbers", () => {
  for (const lift of [1, -1]) { // logarithmic bands, and linear ones
    const plane = makePlane(9);
    const losses = plane.losses.map((loss, n) =>
      Math.floor(n / 9) > 3 && n % 9 > 3 ? NaN : loss + lift
    );
    const corner = { x: plane.xs[3], y: plane.ys[3] };
    const ring = [corner, { x: plane.xs[0], y: plane.ys[0] }];
    const dots = Plot.dot(ring, { x: "x", y: "y", r: 9 });
    const svg = draw(contours({ ...plane, losses }, { marks: [dots] }), 480);
    const [[x, y], [left, bottom]] = pointsOf(svg, "circle[r='9']");
    const drawn = pointsOf(svg, "path[aria-label=contour]");
    assert(drawn.length > 20);
    assert(drawn.some(([px, py]) => Math.hypot(px - left, py - bottom) < 1e-2));
    assertEquals(
      drawn.filter(([px, py]) => px > x + 0.01 && py < y - 0.01),
      [],
    );
  }
});

Deno.test("a cell of a table without a loss stays empty", () => {
  const colors = (losses: number[]) => {
    const table = heatMap({
      title: "Losses",
      columns: ["1", "2", "3", "4", "5"],
      rows: ["only"],
      losses,
      xName: "seed",
      yName: "scale",
    });
    return [...draw(table, 480).querySelectorAll("[aria-label=cell] rect")]
      .map((cell) => cell.getAttribute("fill"));
  };
  const [none, zero, low, , high] = colors([NaN, 0, 0.01, 0.1, 1]);
  assertEquals(none, "none");
  assertEquals(zero, low);
  assert(low !== high);
});

Deno.test("degenerate results are drawn, not refused", () => {
  const none = new Float64Array(0);
  const figures: Figure[] = [
    lossCurve(makeResult([0], [1])),
    lossCurve(makeResult([0, 1, 2], [1, NaN, Infinity], 3, "non-finite")),
    lossCurve([]),
    lossCurve(makeResult([0, 1, 2], [Number.MAX_VALUE, 5e-324, 0])),
    lossCurve(makeResult([0, 1], [Number.MAX_VALUE, Number.MAX_VALUE])),
    lossCurve(makeResult([0, 1], [5e-324, 5e-324])),
    spectrumPlot({
      eigenvalues: Float64Array.of(0),
      eigenvectors: [],
      residuals: Float64Array.of(0),
    }),
    spectrumPlot({ eigenvalues: none, eigenvectors: [], residuals: none }),
    sliceGrid({ offsets: none, losses: [], names: [] }),
    sliceGrid({
      offsets: Float64Array.of(-1, 0, 1),
      losses: [Float64Array.of(NaN, 0, Infinity)],
      names: ["a"],
    }),
    contours({ ...makePlane(9), losses: new Float64Array(81) }),
    contours({ ...makePlane(9), losses: new Float64Array(81).fill(NaN) }),
    confusionMatrix({ matrix: [[0]], classNames: ["only"] }),
  ];
  for (const figure of figures) {
    for (const width of [320, 900]) {
      const markup = draw(figure, width).outerHTML;
      const bad = markup.match(/="[^"]*\b(NaN|undefined|-?Infinity)\b[^"]*"/);
      assertEquals(bad, null, `${figure.title}: ${bad?.[0]}`);
    }
  }
});

Deno.test("a figure is an SVG file by itself", async () => {
  const svg = await figureToSvg(gallery.contours, { width: 500 });
  assert(svg.startsWith("<svg"));
  assertStringIncludes(svg, `xmlns="http://www.w3.org/2000/svg"`);
  assertStringIncludes(svg, "<title>");
});

Deno.test("slices mark the end of a training where their axes have it", () => {
  const marked = (offsets: number[], loss: number) => {
    const losses = [Float64Array.from(offsets, () => 0.5)];
    const svg = draw(
      sliceGrid({ offsets: Float64Array.from(offsets), losses, names: ["a"] }, {
        loss,
        lossDomain: [0, 1],
      }),
      480,
    );
    const rule = svg.querySelector("path[stroke-opacity='0.2']")!;
    return [rule.getAttribute("d") !== "", !!svg.querySelector("circle")];
  };
  assertEquals(marked([-1, 0, 1], 0.25), [true, true]);
  assertEquals(marked([-1, 0, 1], 2), [true, false]);
  assertEquals(marked([1, 2, 3], 0.25), [false, false]);
});

Deno.test("values a few roundings apart have an axis, at once", () => {
  const began = performance.now();
  for (const xs of [[0.3, 0.30000000000000004], [1e9, 1e9 + 2e-7], [-5, -5]]) {
    const figure = lineChart([{ name: "a", xs, ys: xs }], {
      title: "a",
      xName: "x",
      yName: "y",
    });
    assert(draw(figure, 480).querySelectorAll("text").length < 30);
  }
  // 20 s before it ran out of memory
  assert(performance.now() - began < 2000);
});

Deno.test("planes have axes at every scale that doubles hold", () => {
  for (const extent of [1e-300, 1e-17, 1, 1e17, 1e154, 8e307]) {
    const figure = neuronArrows({ students: [[extent, 0]], extent });
    const labels = draw(figure, 480).querySelectorAll("text").length;
    assert(labels > 5 && labels < 40, `${extent}: ${labels}`);
  }
});

Deno.test("panels fill their frame, be it one or many", () => {
  // columns: 1, 1, 5, 3
  for (const [count, width] of [[1, 160], [3, 160], [5, 640], [7, 480]]) {
    const grid = sliceGrid({
      ...panels,
      losses: panels.losses.slice(0, count),
    });
    const points = pointsOf(draw(grid, width), "[aria-label=line] path");
    const xs = points.map(([x]) => x);
    assertAlmostEquals(Math.min(...xs), 56, 0.01);
    assertAlmostEquals(Math.max(...xs), width - 16, 0.01);
  }
});

Deno.test("losses at the ends of what doubles hold have an axis of two decades or more", () => {
  const { MAX_VALUE, MIN_VALUE } = Number;
  for (const losses of [[MAX_VALUE, MAX_VALUE], [MIN_VALUE, 0], [0, 1]]) {
    const svg = draw(lossCurve(makeResult([0, 1], losses)), 460);
    const texts = [...svg.querySelectorAll("[aria-label^=y-axis] text")];
    const ys = texts.map((text) => text.getAttribute("transform"));
    assert(new Set(ys).size >= 2, losses.join(" "));
    assertEquals(svg.querySelectorAll("circle[r='4.5']").length, 1);
  }
});

Deno.test("the slices' axis is not set by the bottom of a converged loss", () => {
  const offsets = Float64Array.of(-1, -0.5, 0, 0.5, 1);
  const figure = (bottom: number) =>
    sliceGrid({
      offsets,
      losses: [Float64Array.of(1, 0.5, bottom, 0.5, 1)],
      names: ["a"],
    });
  const labels = (figure: Figure) =>
    [...draw(figure, 480).querySelectorAll("text")].map((t) => t.textContent);
  assertEquals(labels(figure(1e-21)), labels(figure(1e-7)));
});

Deno.test("numbers read as people write them", () => {
  const table: [number, string][] = [
    [0, "0"],
    [-0.5, "−0.5"],
    [1234.5678, "1235"],
    [0.00123456, "0.001235"],
    [1.23456e-14, "1.235×10⁻¹⁴"],
    [-2e20, "−2×10²⁰"],
    [99999.9, "1×10⁵"],
    [NaN, "not a number"],
    [Infinity, "∞"],
  ];
  for (const [x, text] of table) assertEquals(formatNumber(x), text);
});
