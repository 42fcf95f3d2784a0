import { assert, assertEquals, assertLess } from "@std/assert";
import {
  canCompile,
  type Kernels,
  type LossChoice,
  referenceKernels,
  type Samples,
  singlePrecisionKernels,
  wasmKernels,
} from "../../lib/kernels/mod.ts";
import {
  activationNames,
  initialize,
  network,
  parseNetwork,
} from "../../lib/network/mod.ts";
import { float64x2 } from "../../lib/emit/mod.ts";
import {
  type Operation,
  operations,
  writeOperation,
} from "../../lib/kernels/wasm/operations.ts";
import { planOf } from "../../lib/kernels/wasm/plan.ts";
import { assertClose } from "./close.ts";
import { wave } from "./golden.ts";

function everything(kernels: Kernels, θ: Float64Array) {
  const p = θ.length;
  const gradient = new Float64Array(p);
  return {
    loss: kernels.lossAndGradient(θ, gradient),
    gradient,
    hessian: kernels.hessian(θ, new Float64Array(p * p)),
    product: kernels.hessianVectorProduct(θ, wave(p, 3.3), new Float64Array(p)),
  };
}

function problem(text: string, N: number): {
  samples: Samples;
  θ: Float64Array;
  fast: Kernels;
} {
  const net = network(parseNetwork(text));
  const samples = {
    samples: N,
    inputs: wave(N * net.inputs, 0.3, 1.5),
    targets: wave(N * net.outputs, 2.2),
    weights: wave(N, 0.7).map((x) => 1 + 0.5 * x),
  };
  const θ = initialize(net, { seed: 3, scheme: "standardNormal" });
  return { samples, θ, fast: wasmKernels(net, samples, "meanSquaredError") };
}

/** Bounded, or of linear growth: right and finite however far out. */
const TAME = activationNames.filter((name) =>
  !["softmax", "polynomial", "square", "cube", "exp"].includes(name)
);

Deno.test("wasmKernels are finite and right where units are saturated", () => {
  const samples = {
    samples: 3,
    inputs: Float64Array.of(1, -0.7, 0.01),
    targets: Float64Array.of(1, 0, 2),
  };
  for (const f of TAME) {
    const net = network(parseNetwork(`1 → 2 ${f} → 1`));
    const fast = wasmKernels(net, samples, "meanSquaredError");
    const slow = referenceKernels(net, samples, "meanSquaredError");
    for (const scale of [20, 40, 300, 700, 710, 750, 1500, 1e4]) {
      for (const sign of [1, -1]) {
        const z = sign * scale;
        const θ = Float64Array.of(z, 0, -z, 1, 0.5, -0.5, 0);
        const got = everything(fast, θ);
        const want = everything(slow, θ);
        const what = `${f} at ${z}`;
        assertClose([got.loss], [want.loss], 1e-13, `${what}: loss`);
        assertClose(got.gradient, want.gradient, 1e-13, `${what}: gradient`);
        assertClose(got.hessian, want.hessian, 1e-12, `${what}: Hessian`);
        assertClose(got.product, want.product, 1e-12, `${what}: product`);
      }
    }
  }
});

Deno.test("wasmKernels are right where an activation grows as large as its square can be", () => {
  for (const f of TAME) {
    const net = network(parseNetwork(`1 → 1 ${f} no bias`));
    for (const target of [0.5, 1e150]) {
      const samples = {
        samples: 1,
        inputs: Float64Array.of(1),
        targets: Float64Array.of(target),
      };
      const fast = wasmKernels(net, samples, "meanSquaredError");
      const slow = referenceKernels(net, samples, "meanSquaredError");
      for (const z of [1e100, -1e100, 1e150, -1e150, 1e154, -1e154]) {
        const got = everything(fast, Float64Array.of(z));
        const want = everything(slow, Float64Array.of(z));
        const what = `${f} at ${z}, target ${target}`;
        assertClose([got.loss], [want.loss], 1e-13, `${what}: loss`);
        // 1: what x = 1 makes of slopes and curvatures that are not flat
        assertClose(got.gradient, want.gradient, 1e-13, `${what}: gradient`, 1);
        assertClose(got.hessian, want.hessian, 1e-12, `${what}: Hessian`, 1);
        assertClose(got.product, want.product, 1e-12, `${what}: product`, 1);
      }
    }
  }
});

Deno.test("wasmKernels of exp and polynomials overflow where float64 does", () => {
  const samples = {
    samples: 2,
    inputs: Float64Array.of(1, 0.5),
    targets: Float64Array.of(1, 0),
  };
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ["exp", [300, 354, 356, 709, 720, 1e4, -720, -1e4]],
    ["square", [1e60, 1e76, 1e78, 1e154, 1e155]],
    ["cube", [1e40, 1e50, 1e52, 1e103]],
    ["polynomial(0, 1, 0, 0, 2)", [1e30, 1e38, 1e40]],
  ];
  for (const [f, sizes] of cases) {
    const net = network(parseNetwork(`1 → 1 ${f} no bias`));
    const fast = wasmKernels(net, samples, "meanSquaredError");
    const slow = referenceKernels(net, samples, "meanSquaredError");
    for (const size of sizes) {
      const θ = Float64Array.of(size);
      const want = slow.loss(θ);
      const got = fast.loss(θ);
      if (want === Infinity) assertEquals(got, Infinity, `${f} at ${size}`);
      // eˣ of x with an error of ½ ulp is wrong by x/2 ulps, in both
      else assertClose([got], [want], 1e-12, `${f} at ${size}`);
    }
  }
});

Deno.test("wasmKernels hand NaN on, for every activation and place", () => {
  for (const f of activationNames) {
    if (f === "softmax" || f === "polynomial") continue;
    const { θ, fast } = problem(`2 → 3 ${f} → 2`, 21);
    for (let i = 0; i < θ.length; i++) {
      const x = θ.slice();
      x[i] = NaN;
      assertEquals(fast.loss(x), NaN, `${f}, parameter ${i}`);
      const { loss, gradient, hessian, product } = everything(fast, x);
      assertEquals(loss, NaN, `${f}, parameter ${i}`);
      for (const numbers of [gradient, hessian, product]) {
        assert(numbers.some(Number.isNaN), `${f}, parameter ${i}`);
      }
    }
  }
});

Deno.test("wasmKernels hand NaN on through softmax", () => {
  const net = network(parseNetwork("1 → 3 softmax no bias"));
  for (const label of [0, 1, 2]) {
    const kernels = wasmKernels(net, {
      samples: 1,
      inputs: Float64Array.of(1),
      labels: Int32Array.of(label),
    }, "crossEntropy");
    for (let i = 0; i < 3; i++) {
      const θ = Float64Array.of(1, 0, 2);
      θ[i] = NaN;
      assertEquals(kernels.loss(θ), NaN);
    }
  }
});

Deno.test("wasm crossEntropy is exact with logits of ±1000 and certain labels", () => {
  const net = network(parseNetwork("1 → 2 softmax no bias"));
  const inputs = Float64Array.of(1, 1);
  const both = wasmKernels(
    net,
    { samples: 2, inputs, labels: Int32Array.of(0, 1) },
    "crossEntropy",
  );
  const { loss, gradient, hessian } = everything(
    both,
    Float64Array.of(1000, -1000),
  );
  assertEquals(loss, 1000);
  assertClose(gradient, [0.5, -0.5], 1e-15, "gradient");
  assert(hessian.every((h) => Math.abs(h) < 1e-300));
  const certain = wasmKernels(
    net,
    { samples: 1, inputs: inputs.slice(1), labels: Int32Array.of(0) },
    "crossEntropy",
  );
  const θ = Float64Array.of(25, -25);
  const p = Math.exp(-50) / (1 + Math.exp(-50));
  const got = everything(certain, θ);
  assertClose([got.loss], [Math.log1p(Math.exp(-50))], 1e-15, "loss");
  assertClose(got.gradient, [-p, p], 1e-15, "gradient");
  assertClose(got.hessian, [p, -p, -p, p], 1e-15, "Hessian");
  const v = wave(2, 3.3);
  const along = p * (v[0] - v[1]);
  assertClose(got.product, [along, -along], 1e-15, "product");
});

Deno.test("wasm crossEntropy of equal largest logits splits evenly", () => {
  const net = network(parseNetwork("1 → 3 softmax no bias"));
  const kernels = wasmKernels(net, {
    samples: 1,
    inputs: Float64Array.of(1),
    labels: Int32Array.of(2),
  }, "crossEntropy");
  const got = everything(kernels, Float64Array.of(5, -1000, 5));
  assertClose([got.loss], [Math.LN2], 1e-15, "loss");
  assertClose(got.gradient, [0.5, 0, -0.5], 1e-15, "gradient");
});

Deno.test("wasm Hessian is symmetric to the last bit", () => {
  for (const text of ["3 → 5 tanh → 4 gelu → 2", "40 → 3 sigmoid → 1"]) {
    const { θ, fast } = problem(text, 77);
    const p = θ.length;
    const { hessian: H } = everything(fast, θ);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < i; j++) assertEquals(H[i * p + j], H[j * p + i]);
    }
  }
});

Deno.test("wasm batches begin and end anywhere, and leave no trace", () => {
  const { samples, θ, fast } = problem("2 → 3 tanh → 2", 200);
  const before = everything(fast, θ);
  for (
    const [start, count] of [[0, 64], [5, 3], [63, 2], [60, 140], [199, 1]]
  ) {
    const batch = fast.batch?.(start, count) as Kernels;
    const part = {
      samples: count,
      inputs: samples.inputs.subarray(2 * start, 2 * (start + count)),
      targets: samples.targets?.subarray(2 * start, 2 * (start + count)) ??
        new Float64Array(0),
      weights: samples.weights?.subarray(start, start + count) ??
        new Float64Array(0),
    };
    const want = everything(
      referenceKernels(fast.network, part, "meanSquaredError"),
      θ,
    );
    const got = everything(batch, θ);
    assertClose([got.loss], [want.loss], 1e-13, "loss");
    assertClose([batch.loss(θ)], [want.loss], 1e-13, "loss alone");
    assertClose(got.gradient, want.gradient, 1e-13, "gradient");
    assertClose(got.hessian, want.hessian, 1e-12, "Hessian");
    assertClose(got.product, want.product, 1e-12, "product");
    const inner = batch.batch?.(0, 1) as Kernels;
    const single = fast.batch?.(start, 1) as Kernels;
    assertEquals(inner.loss(θ), single.loss(θ));
  }
  assertEquals(everything(fast, θ), before);
});

Deno.test("wasmKernels give the same bits at first, tile by tile, and later", () => {
  // an architecture of this test alone, and samples that warm its code up
  const { θ, fast } = problem("3 → 17 silu → 5 gelu → 2", 3001);
  const first = everything(fast, θ);
  assertEquals(fast.loss(θ), first.loss);
  const gradient = new Float64Array(θ.length);
  const product = new Float64Array(θ.length);
  for (let i = 0; i < 450; i++) {
    fast.loss(θ);
    if (i % 3 > 0) continue;
    fast.lossAndGradient(θ, gradient);
    fast.hessianVectorProduct(θ, gradient, product);
  }
  assertEquals(everything(fast, θ), first);
  assertEquals(fast.loss(θ), first.loss);
});

Deno.test("wasm lossBatch equals losses one by one, in parts of any size", () => {
  for (
    const [text, many] of [["2 → 3 tanh → 1", 3000], [
      "2 → 30 tanh → 9",
      7,
    ]] as const
  ) {
    const { θ, fast } = problem(text, 33);
    const p = θ.length;
    const Θ = wave(p * many, 1.1);
    const losses = fast.lossBatch?.(Θ, many, new Float64Array(many)) ??
      new Float64Array(0);
    for (let i = 0; i < many; i += 97) {
      assertEquals(losses[i], fast.loss(Θ.slice(i * p, i * p + p)));
    }
    assertEquals(
      losses[many - 1],
      fast.loss(Θ.slice((many - 1) * p, many * p)),
    );
  }
});

/** Of the strict kernel itself: any machine and engine must repeat them. */
const STRICT_NUMBERS = [
  1.583748655976455,
  1.2427370740387405,
  0.06474850271255261,
];

Deno.test("strict kernels use no relaxed operation and give fixed bits", () => {
  const net = network(parseNetwork("2 → 2 tanh → 1"));
  const samples = {
    samples: 3,
    inputs: Float64Array.of(0.5, -1, 1.5, 0.25, -0.75, 2),
    targets: Float64Array.of(0.2, -0.4, 1),
  };
  const θ = Float64Array.of(0.3, -0.2, 0.1, -0.5, 0.4, -0.3, 0.7, -0.6, 0.05);
  const strict = wasmKernels(net, samples, "meanSquaredError", {
    strict: true,
  });
  const { loss, gradient } = everything(strict, θ);
  assertClose([loss], [1.58374865597646], 1e-14, "loss");
  assertEquals([loss, gradient[0], gradient[8]], STRICT_NUMBERS);
});

Deno.test("singlePrecisionKernels: losses to 1e-5, derivatives as ever", () => {
  const losses: readonly (readonly [string, LossChoice])[] = [
    ["identity", "meanSquaredError"],
    ["softmax", "crossEntropy"],
    ["identity", "huber"],
  ];
  for (const f of activationNames) {
    if (f === "softmax" || f === "polynomial") continue;
    for (const [last, loss] of losses) {
      const net = network(parseNetwork(`2 → 4 ${f} → 3 ${last}`));
      const N = 45;
      const samples = {
        samples: N,
        inputs: wave(2 * N, 0.3),
        targets: wave(3 * N, 2.2).map(Math.abs),
      };
      const p = net.parameterCount;
      const single = singlePrecisionKernels(net, samples, loss);
      const double = wasmKernels(net, samples, loss);
      const θ = wave(p, 1.1);
      assertClose([single.loss(θ)], [double.loss(θ)], 1e-5, `${f}, ${loss}`);
      const Θ = wave(5 * p, 1.3);
      assertClose(
        single.lossBatch?.(Θ, 5, new Float64Array(5)) ?? [],
        double.lossBatch?.(Θ, 5, new Float64Array(5)) ?? [],
        1e-5,
        `${f}, ${loss}: batch`,
      );
      assertEquals(everything(single, θ), everything(double, θ));
      const batch = single.batch?.(3, 20) as Kernels;
      assertClose(
        [batch.loss(θ)],
        [(double.batch?.(3, 20) as Kernels).loss(θ)],
        1e-5,
        `${f}, ${loss}: minibatch`,
      );
    }
  }
});

Deno.test("canCompile says no to a user's own functions", () => {
  const samples = { samples: 1, inputs: new Float64Array(1) };
  const own = {
    f: Math.sin,
    derivative: Math.cos,
    secondDerivative: (x: number) => -Math.sin(x),
  };
  const square = {
    value: (a: number, t: number) => (a - t) ** 2,
    derivative: (a: number, t: number) => 2 * (a - t),
    secondDerivative: () => 2,
  };
  const plain = network({ inputs: 1, layers: [{ width: 1 }] });
  const mixed = network({
    inputs: 1,
    layers: [{ width: 2, activation: ["tanh", own] }, { width: 1 }],
  });
  assertEquals(canCompile(plain, samples, "meanSquaredError"), true);
  assertEquals(canCompile(plain, samples, square), false);
  assertEquals(canCompile(mixed, samples, "meanSquaredError"), false);
});

Deno.test("writeOperation emits the same bytes for the same architecture", () => {
  for (const operation of Object.keys(operations) as Operation[]) {
    const [first, second] = [0, 1].map(() => {
      const net = network(parseNetwork("2 → [tanh, gelu, exp] → 3 softmax"));
      const shape = float64x2({ relaxed: false });
      return writeOperation(planOf(net, "crossEntropy", shape, 32), operation);
    });
    assertEquals(first, second, operation);
    assert(WebAssembly.validate(first), operation);
  }
});

Deno.test("wasmKernels leave memory flat over 100000 objectives of one net", () => {
  const { samples, θ } = problem("2 → 3 tanh → 1", 20);
  const net = network(parseNetwork("2 → 3 tanh → 1"));
  const gradient = new Float64Array(θ.length);
  let sum = 0;
  const create = (count: number) => {
    for (let i = 0; i < count; i++) {
      const kernels = wasmKernels(net, samples, "meanSquaredError");
      // every tenth one also computes, and so has a memory and an instance
      if (i % 10 === 0) sum += kernels.lossAndGradient(θ, gradient);
    }
  };
  create(20_000);
  const settled = Deno.memoryUsage().rss;
  create(100_000);
  const growth = (Deno.memoryUsage().rss - settled) / 2 ** 20;
  // the memories of the 10000 that computed would be 1000 MiB
  assertLess(growth, 200, "MiB");
  assert(Number.isFinite(sum));
});
