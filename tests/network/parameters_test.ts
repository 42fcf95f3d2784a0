import { assertEquals, assertThrows } from "@std/assert";
import {
  network,
  packParameters,
  parameterName,
  parseNetwork,
  unpackParameters,
} from "../../lib/network/mod.ts";

const net = network(parseNetwork("2 → 2 tanh → 2 no bias → 1"));

Deno.test("parameterName counts layers from 1, neurons and inputs from 0", () => {
  assertEquals(
    Array.from({ length: net.parameterCount }, (_, i) => parameterName(net, i)),
    [
      "layer1.weight(0, 0)",
      "layer1.weight(0, 1)",
      "layer1.bias(0)",
      "layer1.weight(1, 0)",
      "layer1.weight(1, 1)",
      "layer1.bias(1)",
      "layer2.weight(0, 0)",
      "layer2.weight(0, 1)",
      "layer2.weight(1, 0)",
      "layer2.weight(1, 1)",
      "layer3.weight(0, 0)",
      "layer3.weight(0, 1)",
      "layer3.bias(0)",
    ],
  );
  assertThrows(
    () => parameterName(net, 13),
    RangeError,
    "Cannot name parameter 13, expected an index in 0 … 12",
  );
});

Deno.test("packParameters puts the bias last in each row", () => {
  const θ = packParameters(net, [
    { weights: [[1, 2], [4, 5]], bias: [3, 6] },
    { weights: [[7, 8], [9, 10]] },
    { weights: [[11, 12]], bias: [13] },
  ]);
  assertEquals([...θ], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

Deno.test("unpackParameters inverts packParameters, and copies", () => {
  const θ = Float64Array.from({ length: 13 }, (_, i) => Math.sqrt(i));
  const layers = unpackParameters(net, θ);
  assertEquals(packParameters(net, layers), θ);
  assertEquals(layers[1].bias, undefined);
  θ.fill(0);
  assertEquals(layers[0].weights[1][0], Math.sqrt(3));
});

Deno.test("packParameters and unpackParameters refuse wrong shapes", () => {
  const last = { weights: [[11, 12]], bias: [13] };
  const middle = { weights: [[7, 8], [9, 10]] };
  assertThrows(
    () => packParameters(net, [middle, last]),
    RangeError,
    "Cannot pack the parameters: 2 layers, expected 3",
  );
  assertThrows(
    () => packParameters(net, [middle, middle, last]),
    RangeError,
    "0 biases in layer 1, expected 2",
  );
  assertThrows(
    () =>
      packParameters(net, [
        { weights: [[1, 2], [3]], bias: [0, 0] },
        middle,
        last,
      ]),
    RangeError,
    "1 weights in row 1 of layer 1, expected 2",
  );
  assertThrows(
    () => unpackParameters(net, new Float64Array(7)),
    RangeError,
    "Cannot unpack the parameters: θ has 7 entries, expected 13",
  );
});
