import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import {
  atlasGraph,
  disconnectivityTree,
  type Figure,
  indexPlot,
  matrixPlot,
  neuronTracks,
} from "../../lib/figure/mod.ts";
import { type Branch, mergeTree } from "../../lib/figure/merge_tree.ts";
import { unpackParameters } from "../../lib/network/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { controlKit } from "../../lib/host/controls/control_kit.ts";
import { makeAtlas, makeTracks } from "./examples.ts";

function draw(figure: Figure) {
  const { document, Event } = parseHTML("<!DOCTYPE html><body></body>");
  const svg = figure.draw({ document, width: 460 });
  document.body.append(svg);
  return { document, svg, Event };
}

/** A tree in words: "3(0 1)". */
const words = ({ point, children }: Branch): string =>
  children.length === 0
    ? String(point)
    : `${point}(${children.map(words).join(" ")})`;

Deno.test("valleys join at the lowest saddle whose descents reach both", () => {
  assertEquals(mergeTree(makeAtlas()).map(words), ["4(3(0 1) 2)", "7"]);
});

Deno.test("saddles that lead to the same valleys at higher losses change nothing", () => {
  const { points, connections } = makeAtlas();
  const saddle = { loss: 3, index: 1, kind: "saddle" } as const;
  const more = {
    points: [...points, saddle],
    connections: [
      ...connections,
      { from: points.length, to: 0 },
      { from: points.length, to: 2 },
    ],
  };
  assertEquals(mergeTree(more).map(words), mergeTree(makeAtlas()).map(words));
});

Deno.test("in a disconnectivity tree two minima join as high as the least way over saddles", () => {
  const random = randomGenerator(5);
  for (let trial = 0; trial < 40; trial++) {
    const minima = 5;
    const count = 12;
    const points = Array.from({ length: minima + count }, (_, k) => ({
      loss: (k < minima ? 0 : 1) + random.uniform(),
      index: k < minima ? 0 : 1,
      kind: k < minima ? "strict minimum" as const : "saddle" as const,
    }));
    const connections = Array.from(
      { length: count },
      (_, k) =>
        [0, 1].map(() => ({
          from: minima + k,
          to: Math.floor(random.uniform() * minima),
        })),
    ).flat();
    // the least height of all ways, by Floyd and Warshall
    const height = Array.from(
      { length: minima },
      (_, i) =>
        Array.from({ length: minima }, (_, j) => i === j ? 0 : Infinity),
    );
    for (let k = 0; k < count; k++) {
      const [a, b] = connections.slice(2 * k, 2 * k + 2).map(({ to }) => to);
      for (const [i, j] of [[a, b], [b, a]]) {
        height[i][j] = Math.min(
          height[i][j],
          i === j ? 0 : points[minima + k].loss,
        );
      }
    }
    for (let k = 0; k < minima; k++) {
      for (let i = 0; i < minima; i++) {
        for (let j = 0; j < minima; j++) {
          height[i][j] = Math.min(
            height[i][j],
            Math.max(height[i][k], height[k][j]),
          );
        }
      }
    }
    const found = Array.from(
      { length: minima },
      () => Array(minima).fill(Infinity),
    );
    const leavesOf = (branch: Branch): number[] => {
      if (branch.children.length === 0) return [branch.point];
      const groups = branch.children.map(leavesOf);
      groups.forEach((one, a) =>
        groups.forEach((other, b) => {
          if (a === b) return;
          for (const i of one) {
            for (const j of other) found[i][j] = points[branch.point].loss;
          }
        })
      );
      return groups.flat();
    };
    const leaves = mergeTree({ points, connections }).flatMap(leavesOf);
    assertEquals(leaves.toSorted(), [0, 1, 2, 3, 4]);
    for (let i = 0; i < minima; i++) found[i][i] = 0;
    assertEquals(found, height);
  }
});

Deno.test("a click on a critical point, and keys, choose it", () => {
  for (
    const make of [
      (value: number) =>
        indexPlot(makeAtlas().points, {
          choose: { target: { value }, label: "point", value },
        }),
      (value: number) =>
        atlasGraph(makeAtlas(), {
          choose: { target: { value }, label: "point", value },
        }),
    ]
  ) {
    const { document, svg, Event } = draw(make(3));
    const choices = svg.querySelector("[data-choose]")!;
    choices.setAttribute("data-control", "choose");
    choices.setAttribute("data-cell", "k");
    const sent: [string, string][] = [];
    controlKit().bind(document, (key, text) => sent.push([key, text]));
    const values = choices.getAttribute("data-choose")!.split(" ");
    assertEquals(values.toSorted(), ["0", "1", "2", "3", "4", "5", "6", "7"]);
    svg.querySelector('[data-choice="5"]')!
      .dispatchEvent(new Event("click", { bubbles: true }));
    const press = (key: string) =>
      choices.dispatchEvent(
        Object.assign(new Event("keydown", { bubbles: true }), { key }),
      );
    press("ArrowRight");
    press("a");
    const next = values[values.indexOf("3") + 1];
    assertEquals(sent, [["k", "5"], ["k", next]]);
  }
});

Deno.test("every critical point says on hover what it is", () => {
  const titles = [
    ...draw(disconnectivityTree(makeAtlas())).svg.querySelectorAll("title"),
  ].map((title) => title.textContent);
  assert(
    titles.includes(
      "point 3: saddle of index 1, loss 0.4, found 5 times, proved",
    ),
    titles.join("\n"),
  );
});

Deno.test("tracks hold each neuron's weights as they are stored", () => {
  const { net, trajectory } = makeTracks();
  const rows = neuronTracks(net, trajectory, { axes: [1, 2] }).rows();
  assertEquals(rows.length, 4 * trajectory.parameters.length);
  for (const [k, θ] of trajectory.parameters.entries()) {
    const [hidden, output] = unpackParameters(net, θ);
    for (let neuron = 0; neuron < 4; neuron++) {
      const row = rows[neuron * trajectory.parameters.length + k];
      assertEquals([row.x, row.y], [
        hidden.weights[neuron][1],
        hidden.bias![neuron],
      ]);
      assertAlmostEquals(row.out as number, output.weights[0][neuron], 1e-15);
    }
  }
});

Deno.test("a large matrix is drawn by means over blocks, a small one as it is", () => {
  const size = 130;
  const entries = Float64Array.from({ length: size * size }, (_, n) => n % 7);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, x) => sum + x, 0) / values.length;
  const small = matrixPlot([1, 2, 3, 4], { size: 2 }).rows();
  assertEquals(small.map(({ value }) => value), [1, 2, 3, 4]);
  const [first, second] = matrixPlot(entries, { size }).rows();
  const width = second.column as number;
  const block = Array.from(
    { length: width * width },
    (_, n) => entries[Math.floor(n / width) * size + n % width],
  );
  assertAlmostEquals(first.value as number, mean(block), 1e-12);
});
