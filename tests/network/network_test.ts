import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type ActivationChoice,
  network,
  type NetworkSpecification,
  normalizeActivation,
} from "../../lib/network/mod.ts";

Deno.test("network places each layer's block in θ", () => {
  const net = network({
    inputs: 3,
    layers: [
      { width: 5, activation: "sigmoid" },
      { width: 4, bias: false },
      { width: 2, activation: "softmax" },
    ],
  });
  assertEquals(net.layers.map((layer) => layer.offset), [0, 20, 40]);
  assertEquals(net.layers.map((layer) => layer.fanIn), [3, 5, 4]);
  assertEquals([net.inputs, net.outputs, net.parameterCount], [3, 2, 50]);
  assertEquals(net.text, "3 → 5 sigmoid → 4 no bias → 2 softmax");
});

Deno.test("network is plain data and a specification of itself", () => {
  const net = network({
    inputs: 2,
    layers: [
      { width: 2, activation: ["leakyRelu(0.1)", "polynomial(0, 1)"] },
      { width: 1, activation: { name: "elu" } },
    ],
  });
  assertEquals(structuredClone(net), net);
  assertEquals(network(net), net);
  assertEquals(net.text, "2 → [leakyRelu(0.1), polynomial(0, 1)] → 1 elu");
  assertEquals(net.layers[1].activation, { name: "elu", alpha: 1 });
});

Deno.test("normalizeActivation fills in the default parameters", () => {
  const cases: readonly [ActivationChoice, ActivationChoice][] = [
    ["tanh", "tanh"],
    [{ name: "tanh" }, "tanh"],
    ["leakyRelu", { name: "leakyRelu", alpha: 0.01 }],
    ["elu", { name: "elu", alpha: 1 }],
    ["smoothLeakyRelu", { name: "smoothLeakyRelu", alpha: 0.01 }],
    ["polynomial(1, -2e-1)", { name: "polynomial", coefficients: [1, -0.2] }],
  ];
  for (const [choice, normal] of cases) {
    assertEquals(normalizeActivation(choice), normal);
  }
});

Deno.test("network refuses what it cannot build, with both values", () => {
  const hidden = (activation: ActivationChoice | ActivationChoice[]) => ({
    inputs: 2,
    layers: [{ width: 3, activation }, { width: 1 }],
  });
  const cases: readonly [NetworkSpecification, string][] = [
    [
      { inputs: 2, layers: [{ width: 5 }, { width: 0 }] },
      "Cannot build the network: layer 2 has width 0, expected a positive integer",
    ],
    [
      { inputs: 2, layers: [{ width: 2.5 }] },
      "layer 1 has width 2.5, expected a positive integer",
    ],
    [{ inputs: NaN, layers: [{ width: 1 }] }, "NaN inputs, expected"],
    [
      { inputs: 2 ** 53 - 1, layers: [{ width: 2 }] },
      "it has 18014398509481984 parameters, expected at most 2147483647",
    ],
    [{ inputs: 2, layers: [] }, "no layers, expected at least one"],
    [
      hidden("tahn"),
      `"tahn", expected a known name (did you mean "tanh"?)`,
    ],
    [hidden("xyzzy"), `"xyzzy", expected a known name`],
    [hidden(["tanh"]), "layer 1 has 1 activations, expected one for each of"],
    [hidden("softmax"), "layer 1 has softmax, expected it on the last layer"],
    [hidden(["relu", "softmax", "relu"]), "softmax in the list of layer 1"],
    [hidden("relu(1)"), `"relu(1)", expected "relu" without numbers`],
    [hidden("elu(x)"), "elu with alpha NaN, expected finite numbers"],
    [hidden("polynomial"), "polynomial with coefficients missing"],
    [hidden({ name: "tanh", alpha: 1 }), "tanh with parameters, expected none"],
  ];
  for (const [specification, message] of cases) {
    const error = assertThrows(() => network(specification), RangeError);
    assertStringIncludes(error.message, message);
  }
});
