import { assertEquals } from "@std/assert";
import {
  type Kernels,
  type LossChoice,
  referenceKernels,
  type Samples,
  wasmKernels,
} from "../../lib/kernels/mod.ts";
import {
  activationNames,
  type Network,
  network,
  parseNetwork,
} from "../../lib/network/mod.ts";
import { symmetricEigen } from "../../lib/linalg/mod.ts";
import { assertClose } from "./close.ts";
import { goldenCases, goldenSamples, wave } from "./golden.ts";

const ACTIVATIONS = [
  ...activationNames.filter((name) =>
    name !== "softmax" && name !== "polynomial"
  ),
  "leakyRelu(0.3)",
  "polynomial(0.5, -1, 0.25, 0.125)",
];

/** Loss, what the data hold, and the last layer's activation if it is fixed. */
const LOSSES: readonly (readonly [LossChoice, string, string?])[] = [
  ["meanSquaredError", "targets"],
  ["crossEntropy", "labels", "softmax"],
  ["crossEntropy", "probabilities", "softmax"],
  ["logistic", "signs"],
  ["huber(0.25)", "targets"],
];

/** Every tail of a tile, and both sides of one and of two full tiles. */
const SIZES = [
  ...Array.from({ length: 40 }, (_, i) => i + 1),
  ...[63, 64, 65, 66, 127, 128, 129, 130, 131],
];

const most = 131;

function samplesFor(kind: string, N: number, net: Network): Samples {
  const { inputs: d, outputs: K } = net;
  const inputs = wave(N * d, 0.3, 1.5);
  const weights = wave(N, 0.7).map((x) => 1 + 0.5 * x);
  if (kind === "labels") {
    const labels = Int32Array.from({ length: N }, (_, n) => (7 * n) % K);
    return { samples: N, inputs, weights, labels };
  }
  const targets = wave(N * K, 2.2).map((t) =>
    kind === "signs" ? Math.sign(t) : kind === "targets" ? t : Math.max(t, 0)
  );
  return { samples: N, inputs, weights, targets };
}

interface Numbers {
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly product: Float64Array;
}

function numbersOf(kernels: Kernels, θ: Float64Array): Numbers {
  const p = θ.length;
  const gradient = new Float64Array(p);
  return {
    loss: kernels.lossAndGradient(θ, gradient),
    gradient,
    hessian: kernels.hessian(θ, new Float64Array(p * p)),
    product: kernels.hessianVectorProduct(θ, wave(p, 3.3), new Float64Array(p)),
  };
}

function checkNumbers(
  kernels: Kernels,
  θ: Float64Array,
  want: Numbers,
  what: string,
) {
  const got = numbersOf(kernels, θ);
  assertEquals(kernels.loss(θ), got.loss, `${what}: loss alone`);
  assertClose([got.loss], [want.loss], 1e-13, `${what}: loss`);
  assertClose(got.gradient, want.gradient, 1e-13, `${what}: gradient`);
  assertClose(got.hessian, want.hessian, 1e-12, `${what}: Hessian`);
  assertClose(got.product, want.product, 1e-12, `${what}: product`);
}

/** Reference numbers of the first N samples, for all N up to `most`. */
function cumulativeReference(
  net: Network,
  samples: Samples,
  loss: LossChoice,
  θ: Float64Array,
): Numbers[] {
  const { inputs: d, outputs: K, parameterCount: p } = net;
  const sum = {
    loss: 0,
    gradient: new Float64Array(p),
    hessian: new Float64Array(p * p),
    product: new Float64Array(p),
  };
  return Array.from({ length: samples.samples }, (_, n) => {
    const { inputs, targets, labels, weights } = samples;
    const one = numbersOf(
      referenceKernels(net, {
        samples: 1,
        inputs: inputs.subarray(n * d, n * d + d),
        ...(targets && { targets: targets.subarray(n * K, n * K + K) }),
        ...(labels && { labels: labels.subarray(n, n + 1) }),
        ...(weights && { weights: weights.subarray(n, n + 1) }),
      }, loss),
      θ,
    );
    sum.loss += one.loss;
    for (const name of ["gradient", "hessian", "product"] as const) {
      one[name].forEach((x, i) => sum[name][i] += x);
    }
    const N = n + 1;
    return {
      loss: sum.loss / N,
      gradient: sum.gradient.map((x) => x / N),
      hessian: sum.hessian.map((x) => x / N),
      product: sum.product.map((x) => x / N),
    };
  });
}

for (const [loss, kind, last] of LOSSES) {
  const title = `${loss}, ${kind}`;
  Deno.test(`wasmKernels equal the reference: ${title}, all activations, layers, bias and N`, () => {
    for (const activation of ACTIVATIONS) {
      for (const depth of [1, 2, 3]) {
        for (const bias of ["", " no bias"]) {
          const layers = [
            ` → 3 ${activation}${bias}`,
            ` → 2 ${activation}${bias}`,
          ]
            .slice(0, depth - 1).join("");
          const text = `2${layers} → 2 ${last ?? activation}${bias}`;
          const net = network(parseNetwork(text));
          const θ = wave(net.parameterCount, 1.1, 0.6);
          const samples = samplesFor(kind, most, net);
          const want = cumulativeReference(net, samples, loss, θ);
          const kernels = wasmKernels(net, samples, loss);
          // all N as batches of one data set; as data sets of their own below
          for (const N of SIZES) {
            checkNumbers(
              kernels.batch?.(0, N) as Kernels,
              θ,
              want[N - 1],
              `${text}, N = ${N}`,
            );
          }
        }
      }
    }
  });
}

Deno.test("wasmKernels equal the reference: data sets of every size", () => {
  for (const [loss, kind, last] of LOSSES) {
    for (const activation of ["tanh", "gelu", "square"]) {
      const net = network(
        parseNetwork(`3 → 4 ${activation} → 2 ${last ?? "identity"}`),
      );
      const θ = wave(net.parameterCount, 1.1, 0.8);
      for (const N of SIZES) {
        const samples = samplesFor(kind, N, net);
        checkNumbers(
          wasmKernels(net, samples, loss),
          θ,
          numbersOf(referenceKernels(net, samples, loss), θ),
          `${net.text}, ${loss}, N = ${N}`,
        );
      }
    }
  }
});

Deno.test("wasmKernels equal the reference: shapes", () => {
  const cases: readonly (readonly [string, LossChoice, string, number])[] = [
    [
      "2 → [tanh, square, g, sigmoid2] → [softplus, relu] no bias → [elu, silu, cube]",
      "meanSquaredError",
      "targets",
      70,
    ],
    [
      "2 → 3 tanh → 2 softplus → 4 sigmoid no bias → 3 silu → 3",
      "meanSquaredError",
      "targets",
      70,
    ],
    ["1 → 1", "meanSquaredError", "targets", 3],
    ["40 → 6 relu → 1", "meanSquaredError", "targets", 130],
    ["2 → 23 sigmoid → 1", "meanSquaredError", "targets", 130],
    ["5 → 16 tanh → 16 tanh → 1", "meanSquaredError", "targets", 101],
    ["3 → 5 identity → 4 tanh → 3 identity → 2", "huber", "targets", 33],
    ["9 → 10 softplus → 11 softmax", "crossEntropy", "labels", 120],
    ["2 → 1 softmax", "crossEntropy", "labels", 5],
  ];
  for (const [text, loss, kind, N] of cases) {
    const net = network(parseNetwork(text));
    const samples = samplesFor(kind, N, net);
    const θ = wave(net.parameterCount, 1.1, 0.6);
    checkNumbers(
      wasmKernels(net, samples, loss),
      θ,
      numbersOf(referenceKernels(net, samples, loss), θ),
      text,
    );
  }
});

Deno.test("wasmKernels equal the reference for a net of the size of MNIST's", () => {
  const net = network(parseNetwork("784 → 64 relu → 10 softmax"));
  const p = net.parameterCount;
  const samples = samplesFor("labels", 37, net);
  const θ = wave(p, 1.1, 0.05);
  const v = wave(p, 3.3);
  const fast = wasmKernels(net, samples, "crossEntropy");
  const slow = referenceKernels(net, samples, "crossEntropy");
  const g = new Float64Array(p);
  const want = new Float64Array(p);
  assertClose(
    [fast.lossAndGradient(θ, g)],
    [slow.lossAndGradient(θ, want)],
    1e-13,
    "loss",
  );
  assertClose(g, want, 1e-13, "gradient");
  assertClose(
    fast.hessianVectorProduct(θ, v, g),
    slow.hessianVectorProduct(θ, v, want),
    1e-12,
    "product",
  );
});

for (const golden of goldenCases) {
  Deno.test(`wasmKernels give the golden numbers: ${golden.name}`, () => {
    const net = network(golden.spec);
    const p = net.parameterCount;
    const θ = wave(p, 1.1, golden.parameterScale);
    const loss = golden.lossKind === "mse"
      ? "meanSquaredError"
      : "crossEntropy";
    const got = numbersOf(wasmKernels(net, goldenSamples(golden), loss), θ);
    assertClose([got.loss], [golden.loss], 1e-13, "loss");
    assertClose(got.gradient, golden.gradient, 1e-13, "gradient");
    assertClose(got.product, golden.hessianVectorProduct, 1e-12, "product");
    assertClose(
      symmetricEigen(got.hessian, p, { vectors: false }).values,
      golden.eigenvalues.toSorted((a, b) => a - b),
      1e-12,
      "eigenvalues",
    );
  });
}
