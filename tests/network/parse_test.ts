import { assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import {
  activationNames,
  network,
  parseNetwork,
} from "../../lib/network/mod.ts";

Deno.test("parseNetwork reads all parts of the grammar", () => {
  assertEquals(
    parseNetwork(
      "2→5 tanh no bias -> [relu, leakyRelu( 0.1 ),\n square] → " +
        "2 [elu(1e-3), polynomial(0, +1, -.5)] no bias → 3 softmax ",
    ),
    {
      inputs: 2,
      layers: [
        { width: 5, activation: "tanh", bias: false },
        {
          width: 3,
          activation: ["relu", { name: "leakyRelu", alpha: 0.1 }, "square"],
          bias: true,
        },
        {
          width: 2,
          activation: [
            { name: "elu", alpha: 1e-3 },
            { name: "polynomial", coefficients: [0, 1, -0.5] },
          ],
          bias: false,
        },
        { width: 3, activation: "softmax", bias: true },
      ],
    },
  );
});

Deno.test("parseNetwork points at the character that does not fit", () => {
  const cases: readonly [string, string, number, string][] = [
    // text, found, character, expected
    ["2 → 5 tanhh → 1", `"tanhh"`, 7, `an activation (did you mean "tanh"?)`],
    ["2 -> 5 Relu -> 1", `"Relu"`, 8, `an activation (did you mean "relu"?)`],
    [
      "2 → 5 zzzzz → 1",
      `"zzzzz"`,
      7,
      `an activation: ${activationNames.join(", ")}`,
    ],
    ["2 → 5 swish → 1", `"swish"`, 7, `an activation (did you mean "silu"?)`],
    ["2 → 5 linear", `"linear"`, 7, `an activation (did you mean "identity"?)`],
    [
      "2 → 5 Logistic",
      `"Logistic"`,
      7,
      `an activation (did you mean "sigmoid"?)`,
    ],
    ["2 → 0 → 1", `"0"`, 5, "a positive width or a list of activations"],
    ["2 → 1.5", `"1.5"`, 5, "a positive width or a list of activations"],
    ["2 → tanh", `"tanh"`, 5, "a positive width or a list of activations"],
    ["x → 1", `"x"`, 1, "the number of inputs, a positive integer"],
    ["", "the end", 1, "the number of inputs, a positive integer"],
    ["2", "the end", 2, `"→" and a layer`],
    ["2 →", "the end", 4, "a positive width or a list of activations"],
    ["2 → 5 tanh 3", `"3"`, 12, `"→" or the end`],
    ["2 → 5 tanh ; 3", `";"`, 12, `"→" or the end`],
    ["2 → 5 no 1", `"1"`, 10, `"bias" after "no"`],
    ["2 → 3 [relu] → 1", `"["`, 7, "a list of 3 activations, but it has 1"],
    ["2 → [relu tanh]", `"tanh"`, 11, `"," or "]"`],
    ["2 → [] → 1", `"]"`, 6, "an activation"],
    ["2 → 5 relu(3)", `"relu"`, 7, `"relu" without numbers`],
    ["2 → 5 elu(1, 2)", `"elu"`, 7, `"elu" or "elu(number)"`],
    ["2 → 5 elu(", "the end", 11, "a number"],
    ["2 → 5 elu(1 2)", `"2"`, 13, `"," or ")"`],
    ["2 → 5 polynomial", `"polynomial"`, 7, `"polynomial(number, …)"`],
    ["2 → 3 softmax → 1", `"softmax"`, 7, "softmax on the last layer only"],
    [
      "2 → [tanh, softmax]",
      `"softmax"`,
      12,
      "softmax for a whole layer, not in a list",
    ],
  ];
  for (const [text, found, character, expected] of cases) {
    const error = assertThrows(() => parseNetwork(text), SyntaxError);
    assertEquals(
      error.message,
      `Cannot read the network: found ${found} at character ${character}, ` +
        `expected ${expected}\n  ${text}\n  ${" ".repeat(character - 1)}^`,
    );
  }
});

Deno.test("parseNetwork shows the line of the mistake in a longer text", () => {
  const error = assertThrows(() => parseNetwork("2 → 5 tanh\n → 4 selv\n → 1"));
  assertEquals(error.message.split("\n").slice(1), ["   → 4 selv", "       ^"]);
  // the end of lines without anything is in front of them
  const nothing = assertThrows(() => parseNetwork("\n\n"), SyntaxError);
  assertEquals(nothing.message.split("\n").slice(1), ["  ", "  ^"]);
});

const activation = fc.oneof(
  fc.constantFrom("identity", "relu", "tanh", "g", "gelu", "sigmoid2"),
  fc.record({
    name: fc.constantFrom("leakyRelu", "elu", "smoothLeakyRelu"),
    alpha: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  fc.record({
    name: fc.constant("polynomial"),
    coefficients: fc.array(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

const layer = fc.oneof(
  fc.record({
    width: fc.integer({ min: 1, max: 999 }),
    activation,
    bias: fc.boolean(),
  }),
  fc.tuple(fc.array(activation, { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([activation, bias]) => ({
      width: activation.length,
      activation,
      bias,
    })),
);

Deno.test("parseNetwork reads back the text of any network", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 999 }),
    fc.array(layer, { minLength: 1, maxLength: 5 }),
    (inputs, layers) => {
      const net = network({ inputs, layers });
      // −0 is written 0
      const plain = JSON.parse(JSON.stringify(net));
      assertEquals(
        JSON.parse(JSON.stringify(network(parseNetwork(net.text)))),
        plain,
      );
      assertEquals(
        network(parseNetwork(net.text.replaceAll("→", "->"))).text,
        net.text,
      );
    },
  ));
});
