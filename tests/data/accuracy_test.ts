import { assertEquals, assertThrows } from "@std/assert";
import { accuracy, classify, dataset } from "../../lib/data/mod.ts";
import { initialize, network } from "../../lib/network/mod.ts";

const line = network({ inputs: 1, layers: [{ width: 1, bias: false }] });

Deno.test("accuracy is the share of outputs with the target's sign", () => {
  const inputs = [[-2], [-1], [0], [1], [2]];
  const θ = Float64Array.of(3);
  const table: [number[], number][] = [
    [[-1, -1, 0, 1, 1], 1],
    [[-5, 1, 0, 0.1, 1], 0.8],
    [[1, 1, 1, -1, -1], 0],
  ];
  for (const [targets, share] of table) {
    assertEquals(accuracy(line, θ, dataset({ inputs, targets })), share);
  }
});

Deno.test("accuracy on labels is the classifier's, softmax or not", () => {
  const inputs = Array.from(
    { length: 60 },
    (_, n) => [Math.sin(n), n / 30 - 1],
  );
  const labels = inputs.map((_, n) => n % 3);
  const data = dataset({ inputs, labels, classes: 3 });
  for (const activation of ["identity", "softmax", "sign"]) {
    for (const seed of [1, 2, 3]) {
      const net = network({
        inputs: 2,
        layers: [{ width: 4, activation: "tanh" }, { width: 3, activation }],
      });
      const θ = initialize(net, { seed });
      const expected = classify(net, θ, data).accuracy;
      assertEquals(accuracy(net, θ, data), expected, `${activation} ${seed}`);
    }
  }
});

Deno.test("accuracy refuses what does not fit", () => {
  const data = dataset({ inputs: [[1]], targets: [1] });
  assertThrows(
    () => accuracy(line, new Float64Array(2), data),
    RangeError,
    "2 entries",
  );
  const wide = dataset({ inputs: [[1, 2]], targets: [1] });
  assertThrows(
    () => accuracy(line, Float64Array.of(1), wide),
    RangeError,
    "2 inputs",
  );
});
