import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { float64x2 } from "../../lib/emit/mod.ts";
import {
  canCompile,
  type CustomLoss,
  forward,
  type LossChoice,
  referenceKernels,
  residualsOf,
  type Samples,
  singlePrecisionKernels,
  strictForward,
  wasmKernels,
} from "../../lib/kernels/mod.ts";
import {
  type Operation,
  operations,
  writeOperation,
} from "../../lib/kernels/wasm/operations.ts";
import { planOf } from "../../lib/kernels/wasm/plan.ts";
import {
  type Network,
  network,
  resolveActivation,
} from "../../lib/network/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { assertClose } from "./close.ts";
import { wave } from "./golden.ts";
import { type LivingLayer, livingNetwork } from "./living_network.ts";

/** Other cases every day, the same all day: a failure can be repeated. */
const seed = Math.floor(Date.now() / 86_400_000);

const mostParameters = 50_000;
const mostForHessian = 1500;

/** Activations of which hundreds of layers, narrow ones too, stay alive. */
const ACTIVATIONS = [
  "identity",
  "tanh",
  "sigmoid",
  "softplus",
  "g",
  "gelu",
  "silu",
  "selu",
  "elu",
  "leakyRelu(0.3)",
  "smoothLeakyRelu(0.2)",
  "sigmoid2",
  "normalCdf",
];

const LOSSES = [
  "meanSquaredError",
  "huber(0.25)",
  "logistic",
  "crossEntropy",
] as const;

interface Case {
  readonly layers: readonly LivingLayer[];
  readonly inputs: number;
  readonly loss: LossChoice;
  readonly samples: number;
  readonly seed: number;
}

interface Problem {
  readonly net: Network;
  readonly θ: Float64Array;
  readonly samples: Samples;
  readonly loss: LossChoice;
}

function problemOf({ layers, inputs, loss, samples: N, seed }: Case): Problem {
  const X = wave(N * inputs, seed, 1.5);
  const { net, θ } = livingNetwork(inputs, layers, seed);
  const targets = wave(N * net.outputs, 2.2).map((t) =>
    loss === "logistic" ? Math.sign(t) : loss === "crossEntropy" ? t * t : t
  );
  const weights = wave(N, 0.7).map((x) => 1 + 0.5 * x);
  return { net, θ, samples: { samples: N, inputs: X, targets, weights }, loss };
}

/** How much θ is changed, relatively, to see how much that changes results. */
const nudge = 1e-9;

/** θ with every parameter changed by the nudge, up or down, in three ways. */
function nudged(θ: Float64Array): Float64Array[] {
  return [1, 2, 3].map((k) =>
    θ.map((x, i) => x * (1 + nudge * Math.sign(Math.sin(1.3 * i * i + k))))
  );
}

/**
 * Asserts errors no larger than the tolerance times the largest entry, or times
 * what a relative change of all parameters makes of it: rounding in one layer is
 * such a change of the weights that read it, and hundreds of layers add theirs.
 * Layer by layer, so that none hides another.
 *
 * @param at The reference's numbers as a function of θ.
 * @param step Numbers per parameter.
 */
function assertBackwardClose(
  net: Network,
  actual: Float64Array,
  at: (θ: Float64Array) => Float64Array,
  θ: Float64Array,
  tolerance: number,
  what: string,
  step: number = 1,
): void {
  const expected = at(θ);
  const others = nudged(θ).map((θ) => at(θ));
  const ends = net.layers.map(({ offset }) => offset * step).slice(1);
  let from = 0;
  for (const [l, to] of [...ends, expected.length].entries()) {
    let change = 0;
    for (let i = from; i < to; i++) {
      for (const other of others) {
        change = Math.max(change, Math.abs(other[i] - expected[i]));
      }
    }
    assertClose(
      actual.subarray(from, to),
      expected.subarray(from, to),
      tolerance,
      `${what}, layer ${l} of ${net.layers.length}`,
      change / nudge,
    );
    from = to;
  }
}

/** One number as one layer's. */
function assertNumberClose(
  net: Network,
  actual: number,
  at: (θ: Float64Array) => number,
  θ: Float64Array,
  tolerance: number,
  what: string,
): void {
  const expected = at(θ);
  const changes = nudged(θ).map((θ) => Math.abs(at(θ) - expected) / nudge);
  assertClose(
    [actual],
    [expected],
    tolerance,
    `${what} of ${net.layers.length} layers`,
    Math.max(...changes),
  );
}

/** Loss, gradient, product, outputs, batch of losses, and losses in float32. */
function checkFirstOrder({ net, θ, samples, loss }: Problem): void {
  const p = net.parameterCount;
  const fast = wasmKernels(net, samples, loss);
  const slow = referenceKernels(net, samples, loss);
  const g = new Float64Array(p);
  const v = wave(p, 3.3);
  const L = fast.lossAndGradient(θ, g);
  assertEquals(fast.loss(θ), L);
  assertEquals(
    [
      ...fast.lossBatch?.(
        Float64Array.of(...θ, ...θ),
        2,
        new Float64Array(2),
      ) ??
        [],
    ],
    [L, L],
  );
  assertNumberClose(net, L, slow.loss, θ, 1e-13, "loss");
  const single = singlePrecisionKernels(net, samples, loss);
  assertNumberClose(net, single.loss(θ), slow.loss, θ, 1e-5, "float32 loss");
  const gradient = (θ: Float64Array) => {
    const out = new Float64Array(p);
    slow.lossAndGradient(θ, out);
    return out;
  };
  assertBackwardClose(net, g, gradient, θ, 1e-13, "gradient");
  assertBackwardClose(
    net,
    fast.hessianVectorProduct(θ, v, g),
    (θ) => slow.hessianVectorProduct(θ, v, new Float64Array(p)),
    θ,
    1e-12,
    "product",
  );
  // few samples, by the plain pass, and all, by generated code
  const X = samples.inputs;
  const outputs = strictForward(net, θ, X);
  const one = (θ: Float64Array) =>
    forward(net, θ, X.subarray(0, net.inputs))[0];
  assertNumberClose(net, outputs[0], one, θ, 1e-13, "output");
}

/** Hessian against the reference, Jacobian against gradients of outputs. */
function checkSecondOrder({ net, θ, samples, loss }: Problem): void {
  const p = net.parameterCount;
  const fast = wasmKernels(net, samples, loss);
  const slow = referenceKernels(net, samples, loss);
  const H = fast.hessian(θ, new Float64Array(p * p));
  const hessian = (θ: Float64Array) => slow.hessian(θ, new Float64Array(p * p));
  assertBackwardClose(net, H, hessian, θ, 1e-12, "Hessian", p);
  if (loss !== "meanSquaredError") return;
  const K = net.outputs;
  const N = samples.samples;
  const J = residualsOf(net, samples).jacobian(θ, new Float64Array(N * K * p));
  const sumOfRows = new Float64Array(p);
  for (let row = (N - 1) * K; row < N * K; row++) {
    for (let i = 0; i < p; i++) sumOfRows[i] += J[row * p + i];
  }
  const lastSample = referenceKernels(net, {
    samples: 1,
    inputs: samples.inputs.slice(-net.inputs),
    targets: new Float64Array(K),
    weights: Float64Array.of(Math.sqrt(samples.weights?.[N - 1] ?? 1)),
  }, sumOfOutputs);
  assertBackwardClose(
    net,
    sumOfRows,
    (θ) => {
      const out = new Float64Array(p);
      lastSample.lossAndGradient(θ, out);
      return out;
    },
    θ,
    1e-13,
    "Jacobian",
  );
}

/** Not a loss, but its gradient is that of the outputs. */
const sumOfOutputs: CustomLoss = {
  value: (a) => a,
  derivative: () => 1,
  secondDerivative: () => 0,
};

/** Networks of at most so many parameters; what is too much is left away. */
function cases(parameters: number): fc.Arbitrary<Case> {
  const activation = fc.constantFrom(...ACTIVATIONS);
  return fc.record({
    depth: fc.double({ min: 0, max: Math.log(300), noNaN: true }),
    width: fc.double({ min: 0, max: Math.log(64), noNaN: true }),
    sameWidth: fc.boolean(),
    activations: fc.oneof(
      fc.array(activation, { minLength: 1, maxLength: 1 }),
      fc.array(activation, { minLength: 2, maxLength: 5 }),
    ),
    inputs: fc.integer({ min: 1, max: 5 }),
    outputs: fc.integer({ min: 1, max: 4 }),
    loss: fc.constantFrom(...LOSSES),
    samples: fc.integer({ min: 1, max: 40 }),
    seed: fc.nat({ max: 1e6 }),
  }).map(
    ({ depth, width, sameWidth, activations, inputs, outputs, ...rest }) => {
      const random = randomGenerator(rest.seed);
      const most = Math.round(Math.exp(width));
      const layers: LivingLayer[] = [];
      let fanIn = inputs;
      // without a bias, what is not centered would saturate the layer
      let centered = true;
      let left = parameters - outputs * (most + 1);
      for (let l = 0; l < Math.exp(depth); l++) {
        const width = sameWidth ? most : 1 + random.integer(most);
        left -= width * (fanIn + 1);
        if (left < 0) break;
        const name = () => activations[random.integer(activations.length)];
        const activation = random.integer(10) > 0
          ? name()
          : Array.from({ length: width }, name);
        const bias = !centered || random.integer(5) > 0;
        centered = [activation].flat().every((f) =>
          resolveActivation(f).f(0) === 0
        );
        layers.push({ width, activation, bias });
        fanIn = width;
      }
      const last = rest.loss === "crossEntropy" ? "softmax" : "identity";
      layers.push({ width: outputs, activation: last, bias: true });
      return { layers, inputs, ...rest };
    },
  );
}

/** `depth` hidden layers of one width and activation. */
function tower(depth: number, width: number, activation: string): Problem {
  const hidden = Array(depth).fill({ width, activation, bias: true });
  return problemOf({
    layers: [...hidden, { width: 1, activation: "identity", bias: true }],
    inputs: 2,
    loss: "meanSquaredError",
    samples: 5,
    seed: 1,
  });
}

Deno.test("wasmKernels equal the reference at any depth and width: loss, gradient, product", () => {
  fc.assert(
    fc.property(cases(mostParameters), (c) => checkFirstOrder(problemOf(c))),
    { seed, numRuns: 20 },
  );
});

Deno.test("wasmKernels equal the reference at any depth and width: Hessian, Jacobian", () => {
  fc.assert(
    fc.property(cases(mostForHessian), (c) => checkSecondOrder(problemOf(c))),
    { seed, numRuns: 20 },
  );
});

for (const [depth, width] of [[300, 2], [300, 12], [10, 64]]) {
  Deno.test(`wasmKernels equal the reference: ${depth} hidden layers of ${width}`, () => {
    for (const activation of ["tanh", "softplus"]) {
      const problem = tower(depth, width, activation);
      const { net, θ, samples, loss } = problem;
      checkFirstOrder(problem);
      if (net.parameterCount < 2000) checkSecondOrder(problem);
      // alive: the first layers' derivatives do not vanish beside the last ones'
      const g = new Float64Array(net.parameterCount);
      wasmKernels(net, samples, loss).lossAndGradient(θ, g);
      const size = g.map(Math.abs);
      const first = Math.max(...size.subarray(0, width * 3));
      assert(first > 1e-6 * Math.max(...size), `dead`);
    }
  });
}

Deno.test("writeOperation keeps functions below engines' limits, however wide, deep and mixed", () => {
  const mixed = Array.from({ length: 1000 }, (_, i) => i % 2 ? "g" : "gelu");
  const texts = {
    "8 layers, the most whose Hessian is written pair by pair": Array(8)
      .fill({ width: 31, activation: "g" }),
    "9 layers": Array(9).fill({ width: 31, activation: "g" }),
    "1000 neurons that alternate": [{ width: 1000, activation: mixed }],
    "2000 layers": Array(2000).fill({ width: 2, activation: "tanh" }),
  };
  for (const [name, hidden] of Object.entries(texts)) {
    const net = network({ inputs: 31, layers: [...hidden, { width: 1 }] });
    const shape = float64x2({ relaxed: false });
    const plan = planOf(net, "meanSquaredError", shape, 16);
    for (const operation of Object.keys(operations) as Operation[]) {
      const module = writeOperation(plan, operation);
      assert(WebAssembly.validate(module), `${name}: ${operation}`);
      // tens of bytes per layer
      assert(module.length < 2 ** 20, `${name}: ${operation}`);
    }
  }
});

Deno.test("canCompile says no where a function would be too long", () => {
  const samples = { samples: 1, inputs: new Float64Array(1) };
  const chain = (length: number) =>
    network({ inputs: 1, layers: Array(length).fill({ width: 1 }) });
  assertEquals(canCompile(chain(20_000), samples, "meanSquaredError"), true);
  assertEquals(canCompile(chain(20_001), samples, "meanSquaredError"), false);
});
