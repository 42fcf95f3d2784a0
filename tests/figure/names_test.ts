import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import {
  confusionMatrix,
  type Figure,
  lineChart,
  networkDiagram,
  outputImage,
  overlapMap,
  parameterSurfacePlot,
  shorten,
  sliceGrid,
} from "../../lib/figure/mod.ts";
import { ROLES, seriesColors } from "../../lib/figure/palette.ts";
import { mlp, parameterName } from "../../mod.ts";
import {
  makeImage,
  makeNetwork,
  makeOverlaps,
  makeSurface,
} from "./examples.ts";
import { makeGallery } from "./gallery.ts";

const { document } = parseHTML("<!DOCTYPE html><html></html>");

function draw(figure: Figure, width: number): SVGSVGElement {
  return figure.draw({ document: document as unknown as Document, width });
}

/** What is seen of a text, and what it says on hover. */
function read(text: Element): { seen: string; hover: string | undefined } {
  const title = text.querySelector("title")?.textContent;
  const all = text.textContent ?? "";
  return {
    seen: all.slice(0, all.length - (title?.length ?? 0)),
    hover: title,
  };
}

Deno.test("parameters have the names of papers, each its own", () => {
  for (
    const [long, short] of [
      ["layer1.weight(0, 1)", "W¹₀₁"],
      ["layer2.bias(0)", "b²₀"],
      ["layer12.weight(3, 10)", "W¹²₃,₁₀"],
      ["layer1.weight(11, 1)", "W¹₁₁,₁"],
      [
        "Loss over layer1.bias(2) and layer2.weight(0, 0)",
        "Loss over b¹₂ and W²₀₀",
      ],
      ["θ[3]", "θ[3]"],
      ["petal length", "petal length"],
    ]
  ) assertEquals(shorten(long), short);
  const net = mlp`12 → 11 tanh → 12 tanh → 2`;
  const names = Array.from(
    { length: net.parameterCount },
    (_, i) => shorten(parameterName(net, i)),
  );
  assertEquals(new Set(names).size, net.parameterCount);
  assert(names.every((name) => /^[Wb][¹²³]/.test(name)));
});

Deno.test("classes with long names have the whole one on hover", () => {
  const long = "the second of two species that grow beside each other";
  const figure = confusionMatrix({
    matrix: [[9, 1], [2, 8]],
    classNames: [long, "dog"],
  });
  const names = [...draw(figure, 480).querySelectorAll("text")].map(read);
  const cut = names.filter(({ hover }) => hover === long);
  assertEquals(cut.length, 2);
  for (const { seen } of cut) {
    assert(seen.endsWith("…") && long.startsWith(seen.slice(0, -1)), seen);
  }
  assertEquals(names.filter(({ seen }) => seen === "dog").length, 2);
  assert(!names.some(({ seen, hover }) => seen === "dog" && hover));
});

Deno.test("slices and surfaces name parameters short, and long on hover", () => {
  const names = [
    "layer1.weight(0, 0)",
    "layer1.weight(0, 1)",
    "layer1.bias(0)",
  ];
  const slices = sliceGrid({
    offsets: Float64Array.of(-1, 0, 1),
    losses: names.map(() => Float64Array.of(2, 1, 2)),
    names,
  });
  const surface = parameterSurfacePlot({
    ...makeSurface(),
    names: ["layer1.weight(0, 0)", "layer1.weight(0, 1)"],
  });
  assertEquals(surface.title, "Loss over W¹₀₀ and W¹₀₁");
  for (
    const [figure, wanted] of [[slices, names], [
      surface,
      names.slice(0, 2),
    ]] as const
  ) {
    for (const width of [300, 900]) {
      const texts = [...draw(figure, width).querySelectorAll("text")].map(read);
      for (const name of wanted) {
        const text = texts.find(({ hover }) => hover?.includes(name));
        assertEquals(text?.seen.replace(" →", ""), shorten(name));
      }
    }
  }
});

Deno.test("what is cut is whole on hover", () => {
  for (const [name, figure] of Object.entries(makeGallery())) {
    for (const width of [300, 480]) {
      for (const text of draw(figure, width).querySelectorAll("text")) {
        const { seen, hover } = read(text);
        if (!/\S…/.test(seen)) continue; // alone it is the mark of a verdict
        const begin = seen.slice(0, seen.indexOf("…")).replace(/^[●◆○] /, "");
        assert(hover?.startsWith(begin), `${name} at ${width}: ${seen}`);
      }
    }
  }
});

Deno.test("inputs, outputs and neurons count from 0 in every figure", () => {
  const texts = (figure: Figure) =>
    [...draw(figure, 480).querySelectorAll("text, title")]
      .map((node) => node.textContent!);
  const diagram = texts(
    networkDiagram(makeNetwork(2, [[2, "tanh"], [1, "identity"]])),
  );
  for (
    const name of [
      "x₀",
      "x₁",
      "y₀",
      "layer 1, neuron 0: tanh",
      "layer 1, neuron 1: tanh",
      "layer 1, weight from x₁ to neuron 0",
      "layer 2, weight from neuron 1 to neuron 0",
    ]
  ) assert(diagram.includes(name), `${name} in ${diagram.join("; ")}`);
  assert(!diagram.some((words) => /x₂|y₁|neuron 2/.test(words)));
  const image = texts(outputImage(makeImage()));
  assert(image.includes("x₀ →") && image.includes("x₁ →"), image.join("; "));
  const overlaps = texts(overlapMap(makeOverlaps(3, 2)));
  assert(overlaps.includes("w₀·w*₁"), overlaps.join("; "));
  assert(!overlaps.some((words) => /₃/.test(words)));
});

Deno.test("losses and layers have one color in every chart", () => {
  const color = (names: string[], name: string) =>
    seriesColors(names.map((name) => ({ name })))[names.indexOf(name)];
  const alone = color(["layer1"], "layer1");
  assertEquals(
    color(
      ["loss", "accuracy", "layer1.weight gradient"],
      "layer1.weight gradient",
    ),
    alone,
  );
  assertEquals(
    color(["accuracy", "W2", "W1, rank 4 → 2"], "W1, rank 4 → 2"),
    alone,
  );
  assertEquals(color(["layer1", "loss"], "loss"), ROLES.path);
  const names = [
    "loss",
    "accuracy",
    ...Array.from({ length: 7 }, (_, l) => `layer${l + 1}`),
  ];
  assertEquals(
    new Set(seriesColors(names.map((name) => ({ name })))).size,
    names.length,
  );
  // and they are drawn so
  const chart = lineChart(
    ["accuracy", "loss"].map((name) => ({ name, xs: [0, 1], ys: [1, 2] })),
    {
      title: "Log",
      xName: "iteration",
      yName: "value",
    },
  );
  const lines = [...draw(chart, 480).querySelectorAll("path[aria-label=loss]")];
  assertEquals(
    lines.map((line) => line.closest("[stroke]")!.getAttribute("stroke")),
    [ROLES.path],
  );
});
