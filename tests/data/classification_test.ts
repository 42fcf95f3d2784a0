import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { classify, dataset, decisionGrid } from "../../lib/data/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { network } from "../../lib/network/mod.ts";

// Two classes of one input, told apart at x = 0: logits x and −x.
const halves = network({
  inputs: 1,
  layers: [{ width: 2, activation: "softmax", bias: false }],
});
const θ = Float64Array.of(1, -1);

Deno.test("classify counts answers against labels", () => {
  const data = dataset({
    inputs: [[2], [1], [-1], [-2], [3]],
    labels: [0, 1, 1, 1, 0],
  });
  const { predictions, accuracy, confusion } = classify(halves, θ, data);
  assertEquals([...predictions], [0, 0, 1, 1, 0]);
  assertEquals(accuracy, 4 / 5);
  assertEquals(confusion, [[2, 0], [1, 2]]);
});

Deno.test("classify wants labels", () => {
  const data = dataset({ inputs: [[1]], targets: [[1, 0]] });
  assertThrows(() => classify(halves, θ, data), TypeError, "expected labels");
});

Deno.test("decisionGrid holds what forward gives at each point", () => {
  const net = network({
    inputs: 3,
    layers: [{ width: 2, activation: "tanh" }],
  });
  const θ = Float64Array.from({ length: 8 }, (_, i) => Math.sin(1 + i));
  const xs = Float64Array.of(-1, 0, 2);
  const ys = Float64Array.of(0.5, 1);
  const base = [7, 0.25, 7];
  const grid = decisionGrid(net, θ, { axes: [2, 0], xs, ys, base });
  ys.forEach((y, j) =>
    xs.forEach((x, i) => {
      const single = forward(net, θ, [[y, 0.25, x]]);
      for (let k = 0; k < 2; k++) {
        assertAlmostEquals(grid[(j * 3 + i) * 2 + k], single[k], 1e-15);
      }
    })
  );
});

Deno.test("decisionGrid wants two different inputs", () => {
  const net = network({ inputs: 2, layers: [{ width: 1 }] });
  const xs = Float64Array.of(0, 1);
  for (const axes of [[0, 0], [0, 2], [-1, 0], [0.5, 1]] as const) {
    assertThrows(
      () => decisionGrid(net, new Float64Array(3), { axes, xs, ys: xs }),
      RangeError,
      "Cannot lay the grid",
    );
  }
});
