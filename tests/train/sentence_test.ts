import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { dataset } from "../../lib/data/mod.ts";
import { initialize, network } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { minimize } from "../../lib/optimize/mod.ts";
import { train } from "../../lib/train/mod.ts";

const x = Array.from({ length: 40 }, (_, i) => i / 20 - 1);
const y = x.map((x) => Math.sin(3 * x));
const net = network({
  inputs: 1,
  layers: [{ width: 2, activation: "tanh" }, { width: 1 }],
});

/** What `train` says of inputs and targets after three steps. */
function said(inputs: readonly number[], targets: readonly number[]): string {
  const data = dataset({
    inputs: inputs.map((value) => [value]),
    targets: targets.map((value) => [value]),
  });
  return train(empiricalLoss(net, data), initialize(net, { seed: 1 }), {
    flow: { maxSteps: 3 },
    refine: false,
  }).sentence;
}

// what people have: years, pressures, seconds since 1970, measurements in meters
const everyday: readonly (readonly [
  string,
  readonly number[],
  readonly number[],
  string,
])[] = [
  ["years", x.map((x) => 2005 + 10 * x), y, "Inputs lie around 2000 ± 5.77: "],
  [
    "meters, in nanometers",
    x.map((x) => 1e6 * x),
    y,
    "Inputs lie around -25000 ± 577000: ",
  ],
  [
    "body lengths in centimeters",
    x.map((x) => 170 + 10 * x),
    y,
    "Inputs lie around 170 ± 5.77: ",
  ],
  ["Pascal", x, y.map((y) => 101325 + 100 * y), "Targets lie around 101000 ± "],
  [
    "seconds",
    x,
    y.map((y) => 1.7e9 + 3600 * y),
    "Targets lie around 1700000000 ± ",
  ],
  ["tiny targets", x, y.map((y) => 1e-7 * y), "Targets lie around "],
  [
    "both",
    x.map((x) => 2005 + 10 * x),
    y.map((y) => 1e5 * y),
    "Inputs lie around 2000 ± 5.77 and targets lie around ",
  ],
];
for (const [what, inputs, targets, words] of everyday) {
  Deno.test(`train says that ${what} are to be standardized`, () => {
    const sentence = said(inputs, targets);
    assertStringIncludes(sentence, words);
    assertStringIncludes(sentence, ": standardize them (subtract the mean");
  });
}

const near = empiricalLoss(
  net,
  dataset({ inputs: x.map((x) => [x]), targets: y.map((y) => [y]) }),
);
const start = initialize(net, { seed: 1 });

Deno.test("a training that has converged says by which bound", () => {
  assertMatch(
    train(near, start, { stop: { loss: 0.5 } }).sentence,
    /^The loss is 0\.\d+, within its bound of 0\.5\.$/,
  );
  assertMatch(
    minimize(near, start, { gradientNorm: 1e-3 }).sentence,
    /^‖∇L‖∞ is 0\.000\d+, within its bound of 0\.001\.$/,
  );
});

Deno.test("an optimizer that runs away is told its learning rate, and nothing about the data", () => {
  for (const learningRate of [1e6, [1e6, 1e6]]) {
    const { status, sentence } = train(near, start, {
      discrete: { method: "gradientDescent", learningRate, steps: 500 },
      refine: false,
    });
    assertEquals(status, "non-finite");
    assertMatch(
      sentence,
      /take a (?:learning rate smaller than 1000000|smaller learning rate)\. \(/,
    );
    assert(!sentence.includes("data"), sentence);
  }
});

const usual: Readonly<Record<string, [readonly number[], readonly number[]]>> =
  {
    "standardized data": [x, y],
    "a latitude": [x.map((x) => 37 + 2 * x), y],
    "ages in years": [x.map((x) => 45 + 20 * x), y],
    "constant targets": [x, x.map(() => 1e6)],
    "a perfect zero": [x, x.map(() => 0)],
  };
for (const [what, [inputs, targets]] of Object.entries(usual)) {
  Deno.test(`train says nothing of the scale of ${what}`, () => {
    assertEquals(said(inputs, targets).includes("standardize"), false);
  });
}
