import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import type { Cell } from "../../lib/cell/mod.ts";
import { nonLinearlySeparableData } from "../../lib/data/mod.ts";
import type { Figure } from "../../lib/figure/mod.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { network, seededNet } from "../../lib/network/mod.ts";
import {
  type InputView,
  layoutOf,
  lossSurface,
  mlpHistory,
  number,
  openNotebook,
} from "../../lib/notebook/mod.ts";
import { foldsOf } from "../../lib/notebook/interactive/folds.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { gradientDescent } from "../../lib/optimize/mod.ts";

const { document } = parseHTML("<!DOCTYPE html><html></html>");
const data = nonLinearlySeparableData();
const net = network({
  inputs: 2,
  layers: [2, 1].map((width) => ({ width, activation: "tanh" })),
});

function open() {
  return openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
}

function descend(iterations: number) {
  return gradientDescent(empiricalLoss(net, data), seededNet(net, 1), {
    learningRate: 0.25,
    iterations,
  });
}

/** All pictures of a layout, from the top left. */
function figuresOf(cell: Cell<unknown>): Figure[] {
  const parts = layoutOf(cell)?.parts;
  if (parts) return parts.flatMap(figuresOf);
  const value = cell.value as Figure | undefined;
  return value?.kind === "figure" ? [value] : [];
}

function draw(figure: Figure): SVGSVGElement {
  return figure.draw({
    document: document as unknown as Document,
    width: 400,
  });
}

Deno.test("mlpHistory shows output, data, folds and curve at its iteration", async () => {
  const graph = open();
  const { layout, iteration } = mlpHistory(net, data, descend(20).history);
  await graph.settled();
  assertEquals(iteration.value, 20);
  const [output, samples, folds, curve] = figuresOf(layout);
  assertEquals(draw(output).querySelectorAll("image").length, 1);
  assertEquals(draw(samples).querySelectorAll("circle").length, 100);
  assertEquals(draw(folds).querySelectorAll("[aria-label=fold]").length, 2);
  assertEquals(draw(curve).querySelectorAll("[aria-label=cursor]").length, 1);
  assertEquals(curve.pick!.target, iteration);
  const rows = output.rows() as { x: number; y: number; output: number }[];
  assertEquals(rows.length, 40_000);
  assertEquals([rows[0].x, rows.at(-1)!.y], [-3, 3]);
  iteration.set(0);
  await graph.settled();
  const [before] = figuresOf(layout);
  const [row] = before.rows() as { output: number }[];
  assert(row.output !== rows[0].output);
});

Deno.test("mlpHistory shows two outputs as the lead of the second class", async () => {
  const labeled = nonLinearlySeparableData({ integerLabels: true });
  for (const activation of ["softmax", "identity"]) {
    const graph = open();
    const two = network({
      inputs: 2,
      layers: [{ width: 3, activation: "tanh" }, { width: 2, activation }],
    });
    const θ = seededNet(two, 3);
    const history = {
      iterations: Float64Array.of(0),
      parameters: [θ],
      values: { loss: Float64Array.of(1) },
    };
    const { layout } = mlpHistory(two, labeled, history);
    await graph.settled();
    const rows = figuresOf(layout)[0].rows() as {
      x: number;
      y: number;
      output: number;
    }[];
    for (const { x, y, output } of [rows[0], rows[20_050], rows[39_999]]) {
      const [a, b] = forward(two, θ, [[x, y]]);
      const [p, q] = [Math.exp(a), Math.exp(b)];
      const lead = activation === "softmax" ? b - a : (q - p) / (p + q);
      assertAlmostEquals(output, lead, 1e-12);
    }
  }
});

Deno.test("mlpHistory has as many places as entries: the last is no blank", async () => {
  const graph = open();
  const { iteration, layout } = mlpHistory(net, data, descend(20).history);
  await graph.settled();
  const settings = (iteration.view as InputView).settings();
  assertEquals(settings, { control: "scrubber", min: 0, max: 20, step: 1 });
  iteration.set(21);
  await graph.settled();
  assertEquals(iteration.value, 20);
  assertEquals(figuresOf(layout).length, 4);
});

Deno.test("mlpHistory of an empty history is blank, and fills when there is one", async () => {
  const graph = open();
  const length = number`length ${-1}`;
  const empty = { iterations: new Float64Array(), parameters: [], values: {} };
  const history = length.at((length) =>
    length < 0 ? empty : descend(length).history
  );
  const { layout } = mlpHistory(net, data, history);
  await graph.settled();
  const seen = () => {
    const figures = figuresOf(layout);
    const outputs = figures[0].rows().map(({ output }) => output as number);
    return {
      figures: figures.length,
      answers: outputs.some((output) => !Number.isNaN(output)),
      folds: draw(figures[2]).querySelectorAll("[aria-label=fold]").length,
      lines: draw(figures[3]).querySelectorAll("path[aria-label]").length,
    };
  };
  assertEquals(seen(), { figures: 4, answers: false, folds: 0, lines: 0 });
  length.set(3);
  await graph.settled();
  assertEquals(seen(), { figures: 4, answers: true, folds: 2, lines: 1 });
});

Deno.test("two histories go together by one scrubber, whichever is moved", async () => {
  const graph = open();
  const first = mlpHistory(net, data, descend(20).history);
  const { iteration } = first;
  const second = mlpHistory(net, data, descend(12).history, {
    title: "Second",
    iteration,
  });
  await graph.settled();
  const curves = () =>
    [first, second].map(({ layout }) => figuresOf(layout).at(-1)!);
  const titles = () => curves().map(({ title }) => title.match(/\d+$/)![0]);
  assertEquals(titles(), ["20", "12"]);
  (curves()[1].pick!.target as Cell<number>).set(7);
  await graph.settled();
  assertEquals([...titles(), iteration.value], ["7", "7", 7]);
  assertEquals(layoutOf(second.layout)!.parts[0], iteration as Cell<unknown>);
});

Deno.test("mlpHistory shows whatever was logged, by its name", async () => {
  const graph = open();
  const { history } = gradientDescent(
    empiricalLoss(net, data),
    seededNet(net, 1),
    {
      iterations: 5,
      log: ({ loss, parameters }) => ({
        "−loss": -loss,
        "‖θ‖": Math.hypot(...parameters),
      }),
    },
  );
  const { layout } = mlpHistory(net, data, history);
  await graph.settled();
  const curve = draw(figuresOf(layout).at(-1)!);
  const key = curve.querySelector("[aria-label=key]")!.textContent!;
  const norm = Math.hypot(...history.parameters[5]).toPrecision(3);
  assert(key.includes(`‖θ‖ = ${norm}`), key);
  assert(key.includes("−loss = −"), key);
});

Deno.test("mlpHistory follows a history that grows or is computed anew", async () => {
  const graph = open();
  const length = number`length ${5}`;
  const history = length.at((length) => descend(length).history);
  const { iteration, layout } = mlpHistory(net, data, history);
  await graph.settled();
  assertEquals(iteration.value, 5);
  length.set(9);
  await graph.settled();
  assertEquals(iteration.value, 9);
  const curve = figuresOf(layout).at(-1)!;
  assertEquals(curve.title, "Training curve, at iteration 9");
});

Deno.test("lossSurface: two curves that are cuts through its surface", async () => {
  const graph = open();
  try {
    const { parameters, loss } = descend(50);
    const { layout, first, second } = lossSurface(net, data, parameters, {
      extent: 10,
      resolution: 21,
    });
    await graph.settled();
    assertEquals(first.value, "layer1.weight(0, 0)");
    assertEquals(second.value, "layer1.weight(0, 1)");
    first.set("layer2.bias(0)");
    second.set("layer1.bias(1)");
    await graph.settled();
    const [across, upward, surface] = figuresOf(layout);
    const objective = empiricalLoss(net, data);
    const lossAt = (values: Record<number, number>) => {
      const θ = parameters.slice();
      for (const [i, value] of Object.entries(values)) θ[Number(i)] = value;
      return objective.loss(θ);
    };
    const curves = [
      [across, "layer2.bias(0)", "b²₀", 8],
      [upward, "layer1.bias(1)", "b¹₁", 5],
    ] as const;
    for (const [curve, name, short, i] of curves) {
      assertEquals(curve.title, `Loss along ${short}`);
      const points = curve.rows();
      assertEquals(points.length, 21);
      for (const point of points) {
        const loss = lossAt({ [i]: point[name] as number });
        assertAlmostEquals(point.loss as number, loss, 1e-12);
      }
    }
    const rows = surface.rows();
    assertEquals(rows.length, 21 * 21);
    for (const n of [0, 30, 440]) {
      const loss = lossAt({
        8: rows[n]["layer2.bias(0) across"] as number,
        5: rows[n]["layer1.bias(1) upward"] as number,
      });
      assertAlmostEquals(rows[n].loss as number, loss, 1e-12);
    }
    // upward is up: the last row has the largest value
    assertEquals(rows.at(-1)!["layer1.bias(1) upward"], 10);
    const dot = draw(surface).querySelector("[aria-label='present values']")!;
    assert(Number(dot.getAttribute("cx")) > 0);
    assert(loss > 0);
    second.set("layer2.bias(0)");
    await graph.settled();
    const twice = figuresOf(layout)[2].rows();
    for (const n of [0, 30, 440]) {
      const value = twice[n]["layer2.bias(0) upward"] as number;
      assertAlmostEquals(twice[n].loss as number, lossAt({ 8: value }), 1e-12);
    }
  } finally {
    closeWorkers();
  }
});

Deno.test("foldsOf gives the lines w·x + b = 0 of the first layer", () => {
  const table: [number[], [number, number][]][] = [
    [[1, 0, -2], [[2, -10], [2, 10]]],
    [[0, 2, 1], [[-10, -0.5], [10, -0.5]]],
    [[1, 1, 0], [[-10, 10], [10, -10]]],
  ];
  const one = network({ inputs: 2, layers: [{ width: 1 }] });
  for (const [θ, [from, to]] of table) {
    const [fold] = foldsOf(one, Float64Array.from(θ));
    const flat = [...fold.from, ...fold.to].map((x) => x + 0);
    assertEquals(flat, [...from, ...to]);
  }
  assertEquals(foldsOf(one, Float64Array.of(0, 0, 1)), []);
});
