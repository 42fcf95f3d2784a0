import { assertEquals, assertThrows } from "@std/assert";
import { forward } from "../../lib/kernels/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { assertClose } from "./close.ts";
import { wave } from "./golden.ts";

const net = network(parseNetwork("2 → 2 tanh → 1"));
const θ = Float64Array.of(0.3, -0.2, 0.1, -0.5, 0.4, -0.3, 0.7, -0.6, 0.05);

Deno.test("forward gives the outputs of the small case", () => {
  const inputs = [[0.5, -1], [1.5, 0.25], [-0.75, 2]];
  const outputs = forward(net, θ, inputs);
  assertClose(outputs, [0.78919913, 0.81735184, -0.70942822], 1e-8, "outputs");
  assertEquals(forward(net, θ, Float64Array.from(inputs.flat())), outputs);
});

Deno.test("forward of softmax gives probabilities, logits of 1000 included", () => {
  const classes = network(parseNetwork("1 → 3 softmax no bias"));
  assertClose(
    forward(classes, Float64Array.of(0, Math.log(2), Math.log(5)), [[1], [0]]),
    [1 / 8, 2 / 8, 5 / 8, 1 / 3, 1 / 3, 1 / 3],
    1e-15,
    "probabilities",
  );
  assertEquals(
    [...forward(classes, Float64Array.of(1000, 0, -1000), [[1]])],
    [1, 0, 0],
  );
});

Deno.test("forward refuses vectors that do not fit, with both numbers", () => {
  assertThrows(
    () => forward(net, new Float64Array(7), [[1, 2]]),
    RangeError,
    "Cannot evaluate the network: θ has 7 entries, expected 9",
  );
  assertThrows(
    () => forward(net, θ, new Float64Array(5)),
    RangeError,
    "5 input numbers, expected a multiple of its 2 inputs",
  );
  assertThrows(
    () => forward(net, θ, [[1, 2], [1, 2, 3]]),
    RangeError,
    "sample 1 has 3 inputs, expected 2",
  );
});

Deno.test("forward of many samples equals forward of few, to rounding", () => {
  for (const text of ["2 → 40 gelu → 3 softmax", "3 → [tanh, exp] → 2"]) {
    const net = network(parseNetwork(text));
    const θ = wave(net.parameterCount, 1.1);
    const N = 9001; // some hundred thousand products: generated code
    const inputs = wave(N * net.inputs, 0.3);
    const all = forward(net, θ, inputs);
    for (let n = 0; n < N; n += 500) {
      assertClose(
        all.subarray(n * net.outputs, (n + 1) * net.outputs),
        forward(net, θ, inputs.slice(n * net.inputs, (n + 1) * net.inputs)),
        1e-14,
        `${text}, sample ${n}`,
      );
    }
    assertEquals(forward(net, θ, inputs), all);
  }
});
