import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  encodeNpz,
  kernelsAndBiases,
  parametersFrom,
  type ParametersFromOptions,
  type ParameterSource,
  parametersTo,
} from "../../lib/file/mod.ts";
import { encodeNpy } from "../../lib/file/npy.ts";
import { writeNpz } from "../../lib/file/npz.ts";
import { writeSafetensors } from "../../lib/file/safetensors.ts";
import type { ShapedArray } from "../../lib/file/shaped_array.ts";
import {
  network,
  parseNetwork,
  unpackParameters,
} from "../../lib/network/mod.ts";
import { arrays, net, θ } from "./network_of_arrays.ts";
import { assertIdentical } from "./results.ts";

const { W1, b1, W2, b2 } = arrays;
const transpose = (rows: number[][]) =>
  rows[0].map((_, j) => rows.map((row) => row[j]));
const shaped = (array: number[][] | number[]): ShapedArray => ({
  shape: [array.length, ...array[0] instanceof Array ? [array[0].length] : []],
  values: Float64Array.from(array.flat()),
});
const files = (named: Record<string, number[][] | number[]>) =>
  new Map(Object.entries(named).map(([name, array]) => [name, shaped(array)]));

const sources: Record<string, [ParameterSource, ParametersFromOptions?]> = {
  "θ in a Float64Array": [θ],
  "θ in a list": [[...θ]],
  "weights and biases per layer": [unpackParameters(net, θ)],
  "nested weights and biases": [[
    { weights: W1, bias: b1 },
    { weights: W2, bias: b2 },
  ]],
  "Keras' pairs": [[[transpose(W1), b1], [transpose(W2), b2]]],
  "Keras' get_weights": [[transpose(W1), b1, transpose(W2), b2]],
  "our list of Keras' pairs": [kernelsAndBiases(net, θ)],
  "pairs in PyTorch's convention": [[[W1, b1], [W2, b2]], {
    convention: "torch",
  }],
  "arrays by name": [arrays],
  "arrays with their shapes": [Object.fromEntries(files(arrays))],
  "names in another order": [{ b2, W2, W1, b1 }],
  "names of one's own": [{ x: W2, y: b2, p: W1, q: b1 }, {
    names: ["p", "q", "x", "y"],
  }],
  "a name for all": [{ loss: [1], θ }, { names: ["θ"] }],
  "a prefix": [{ "a.W1": W2, "m.W1": W1, "m.b1": b1, "m.W2": W2, "m.b2": b2 }, {
    prefix: "m.",
  }],
  "kernels by name": [{
    kernel1: transpose(W1),
    bias1: b1,
    kernel2: transpose(W2),
    bias2: b2,
  }],
  "biases of two axes": [{ W1, b1: [b1], W2, b2: transpose([b2]) }],
  "a result's parameters": [encodeNpz({ loss: 1, parameters: θ })],
  "a .npy of θ": [encodeNpy(shaped([...θ]))],
  "a picked file": [{ bytes: writeNpz(files(arrays)) }],
  ".safetensors of distinct shapes, not numbered": [
    writeSafetensors(files({
      "in.weight": W1,
      "out.bias": b2,
      "in.bias": b1,
      "out.weight": W2,
    })),
  ],
};
for (const [what, [source, options]] of Object.entries(sources)) {
  Deno.test(`parametersFrom takes ${what}`, () => {
    assertIdentical(parametersFrom(net, source, options), θ);
  });
}

Deno.test("parametersFrom orders ten and more layers by number", () => {
  const deep = network(parseNetwork(`1${" → 1 tanh no bias".repeat(12)}`));
  const weights = Array.from({ length: 12 }, (_, i): [string, number[][]] => [
    `layers.${i}.weight`,
    [[i]],
  ]);
  const bytes = writeSafetensors(files(Object.fromEntries(weights)));
  assertEquals([...parametersFrom(deep, bytes)], weights.map((_, i) => i));
});

Deno.test("parametersFrom leaves biases out where layers have none", () => {
  const mixed = network(parseNetwork("2 → 2 tanh no bias → 1"));
  const weights = [[1, 2], [3, 4]];
  const lists = [[weights], [[[5], [6]], [7]]];
  const expected = Float64Array.of(1, 3, 2, 4, 5, 6, 7);
  assertEquals(parametersFrom(mixed, lists), expected);
  assertEquals(
    parametersFrom(mixed, [{ weights: transpose(weights), bias: null }, {
      weights: [[5, 6]],
      bias: [7],
    }]),
    expected,
  );
});

const squares = files({
  "a.weight": [[1, 2], [3, 4]],
  "b.weight": [[5, 6], [7, 8]],
});
const square = network(parseNetwork("2 → 2 tanh no bias → 2 no bias"));
const refused: Record<string, [() => unknown, string]> = {
  "another shape": [
    () => parametersFrom(net, { W1, b1, W2: W2.map((r) => r.slice(1)), b2 }),
    `layer 2's weights "W2" have shape (2, 3), expected (2, 4)`,
  ],
  "a kernel where weights are": [
    () => parametersFrom(net, { W1: transpose(W1), b1, W2, b2 }),
    `layer 1's weights "W1" have shape (3, 4), expected (4, 3) (or convention: "keras", inputs × width)`,
  ],
  "a bias of another layer": [
    () => parametersFrom(net, { W1, b1: b2, W2, b2: b1 }),
    `layer 1's bias "b1" has shape (2), expected (4)`,
  ],
  "too few weights": [
    () => parametersFrom(net, { W1, b1, b2 }),
    `there are 1 arrays of weights ("W1"), expected 2`,
  ],
  "a name that is not there": [
    () => parametersFrom(net, arrays, { names: ["W1", "b1", "W3", "b2"] }),
    `there is no array "W3", expected one of "W1", "b1", "W2", "b2"`,
  ],
  "three names": [
    () => parametersFrom(net, arrays, { names: ["W1", "b1", "W2"] }),
    "there are 3 names, expected 4",
  ],
  "θ of another network": [
    () => parametersFrom(net, [1, 2, 3]),
    `"θ" has shape (3), expected the 26 parameters of the network`,
  ],
  "equal shapes without order": [
    () => parametersFrom(square, writeSafetensors(squares)),
    `the order of "a.weight", "b.weight" is not known, expected \`names\``,
  ],
  "rows of several lengths": [
    () => parametersFrom(net, { W1: [[1], [2, 3]], b1, W2, b2 }),
    `of "W1" it is ragged or holds other things`,
  ],
  "values that do not fill their shape": [
    () => parametersFrom(net, { W1: { shape: [4, 3], values: [1] } }),
    `of "W1" it has 1 values, expected 12 for its shape (4, 3)`,
  ],
  "text": [
    () => parametersFrom(net, new TextEncoder().encode("hello")),
    "it begins with 104 101 108 108, expected a file of arrays: .npz, ",
  ],
  "no bytes": [() => parametersFrom(net, new Uint8Array(0)), "it is empty"],
  "another format": [
    () => parametersTo(net, θ, "onnx" as never),
    `format is "onnx", expected "npz", "safetensors", "pt" or "npy"`,
  ],
  "two names for four": [
    () => parametersTo(net, θ, "npz", { names: ["a", "b"] }),
    "there are 2 names, expected 4",
  ],
};
for (const [what, [call, message]] of Object.entries(refused)) {
  Deno.test(`parameters are refused: ${what}`, () => {
    assertThrows(call, Error, message);
  });
}

Deno.test("equal shapes are taken by name, and in the order of a .npz", () => {
  const names = ["b.weight", "a.weight"];
  const swapped = Float64Array.of(5, 6, 7, 8, 1, 2, 3, 4);
  const bytes = writeSafetensors(squares);
  assertEquals(parametersFrom(square, bytes, { names }), swapped);
  assertEquals(parametersFrom(square, writeNpz(squares)).slice(0, 1)[0], 1);
});

Deno.test("parametersFrom inverts parametersTo, for any network and format", () => {
  const layer = fc.record({
    width: fc.integer({ min: 1, max: 4 }),
    activation: fc.constantFrom("tanh", "identity", "relu"),
    bias: fc.boolean(),
  });
  const nets = fc.record({
    inputs: fc.integer({ min: 1, max: 4 }),
    layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
  }).map(network);
  const cases = nets.chain((net) =>
    fc.tuple(
      fc.constant(net),
      fc.float64Array({
        minLength: net.parameterCount,
        maxLength: net.parameterCount,
      }),
      fc.constantFrom("npz", "npy", "safetensors", "pt"),
    )
  );
  fc.assert(fc.property(cases, ([net, θ, format]) => {
    assertIdentical(parametersFrom(net, parametersTo(net, θ, format)), θ);
    assertIdentical(parametersFrom(net, kernelsAndBiases(net, θ)), θ);
  }));
});

Deno.test("float32 files hold the nearest float32", () => {
  const third = θ.map((x) => x / 3);
  for (const format of ["npz", "npy", "safetensors", "pt"] as const) {
    const bytes = parametersTo(net, third, format, { type: "float32" });
    assertIdentical(parametersFrom(net, bytes), third.map(Math.fround));
  }
});
