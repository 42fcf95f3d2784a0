import { assertEquals } from "@std/assert";
import {
  type CustomLoss,
  type LossChoice,
  referenceKernels,
  type Samples,
} from "../../lib/kernels/mod.ts";
import { matrixVector } from "../../lib/linalg/mod.ts";
import {
  activationNames,
  network,
  parseNetwork,
} from "../../lib/network/mod.ts";
import { assertClose } from "./close.ts";
import { wave } from "./golden.ts";

/** A user's own loss: ln cosh(a − t). */
const logCosh: CustomLoss = {
  value: (a, t) => Math.log(Math.cosh(a - t)),
  derivative: (a, t) => Math.tanh(a - t),
  secondDerivative: (a, t) => 1 - Math.tanh(a - t) ** 2,
};

const ACTIVATIONS = [
  ...activationNames.filter((name) =>
    name !== "softmax" && name !== "polynomial"
  ),
  "leakyRelu(0.3)",
  "polynomial(0.5, -1, 0.25, 0.125)",
];

/** Text of a network of the given depth that ends with the loss's last layer. */
function textOf(
  activation: string,
  depth: number,
  bias: boolean,
  last: string,
): string {
  const off = bias ? "" : " no bias";
  const hidden = [` → 3 ${activation}${off}`, ` → 2 ${activation}${off}`];
  return `2${hidden.slice(0, depth - 1).join("")} → 3 ${last}${off}`;
}

function samplesFor(kind: "targets" | "probabilities" | "labels"): Samples {
  const samples = 6;
  const inputs = wave(samples * 2, 0.3);
  const weights = wave(samples, 0.7).map((x) => 1 + 0.5 * x);
  if (kind === "labels") {
    return {
      samples,
      inputs,
      weights,
      labels: Int32Array.of(0, 2, 1, 2, 0, 1),
    };
  }
  const targets = wave(samples * 3, 2.2);
  if (kind === "probabilities") {
    // Not normalized, some of them zero: the general case.
    return {
      samples,
      inputs,
      weights,
      targets: targets.map((t) => Math.max(t, 0)),
    };
  }
  return { samples, inputs, weights, targets };
}

/** A table of (loss, samples, activation of the last layer). */
const LOSSES: readonly (readonly [
  LossChoice,
  "targets" | "probabilities" | "labels",
  string | undefined,
])[] = [
  ["meanSquaredError", "targets", undefined],
  ["crossEntropy", "labels", "softmax"],
  ["crossEntropy", "probabilities", "softmax"],
  [logCosh, "targets", "identity"],
];

function checkDerivatives(text: string, samples: Samples, loss: LossChoice) {
  const net = network(parseNetwork(text));
  const p = net.parameterCount;
  const kernels = referenceKernels(net, samples, loss);
  const θ = wave(p, 1.1, 0.6);
  const h = 1e-5;
  const gradient = new Float64Array(p);
  const L = kernels.lossAndGradient(θ, gradient);
  assertClose([kernels.loss(θ)], [L], 1e-15, `${text}: loss`);
  const slopes = new Float64Array(p);
  const columns = new Float64Array(p * p);
  const up = new Float64Array(p);
  const down = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    const x = θ.slice();
    x[i] = θ[i] + h;
    const Lup = kernels.lossAndGradient(x, up);
    x[i] = θ[i] - h;
    slopes[i] = (Lup - kernels.lossAndGradient(x, down)) / (2 * h);
    for (let j = 0; j < p; j++) {
      columns[i * p + j] = (up[j] - down[j]) / (2 * h);
    }
  }
  // Differences of losses are no better than the loss's own rounding.
  assertClose(slopes, gradient, 1e-8, `${text}: gradient`, L);
  const H = kernels.hessian(θ, new Float64Array(p * p));
  assertClose(columns, H, 1e-8, `${text}: Hessian`, 1e-3 * L);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) assertEquals(H[i * p + j], H[j * p + i]);
  }
  const v = wave(p, 3.3);
  assertClose(
    kernels.hessianVectorProduct(θ, v, new Float64Array(p)),
    matrixVector(H, v, new Float64Array(p)),
    1e-14,
    `${text}: Hessian–vector product`,
  );
}

for (const [loss, kind, last] of LOSSES) {
  const name = typeof loss === "string" ? loss : "a custom loss";
  Deno.test(`derivatives agree with differences: ${name}, ${kind}`, () => {
    for (const activation of ACTIVATIONS) {
      for (const depth of [1, 2, 3]) {
        for (const bias of [true, false]) {
          // sign is flat: nothing to see behind it but the last layer
          const text = textOf(activation, depth, bias, last ?? activation);
          if (text.includes("sign") && last === undefined) continue;
          checkDerivatives(text, samplesFor(kind), loss);
        }
      }
    }
  });
}

Deno.test("derivatives agree with differences: activations per neuron", () => {
  checkDerivatives(
    "2 → [tanh, square, g, sigmoid2] → [softplus, relu] no bias → [elu, silu, cube]",
    samplesFor("targets"),
    "meanSquaredError",
  );
});

Deno.test("derivatives agree with differences: four hidden layers", () => {
  checkDerivatives(
    "2 → 3 tanh → 2 softplus → 4 sigmoid no bias → 3 silu → 3",
    samplesFor("targets"),
    "meanSquaredError",
  );
});
