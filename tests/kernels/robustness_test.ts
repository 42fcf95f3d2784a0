import { assert, assertEquals } from "@std/assert";
import { referenceKernels } from "../../lib/kernels/mod.ts";
import {
  initialize,
  network,
  parseNetwork,
  resolveActivation,
} from "../../lib/network/mod.ts";
import { assertClose } from "./close.ts";
import { wave } from "./golden.ts";

function everything(
  text: string,
  samples: { samples: number; inputs: Float64Array; targets: Float64Array },
  θ: Float64Array,
) {
  const net = network(parseNetwork(text));
  const p = net.parameterCount;
  const kernels = referenceKernels(net, samples, "meanSquaredError");
  const gradient = new Float64Array(p);
  return {
    loss: kernels.lossAndGradient(θ, gradient),
    gradient,
    hessian: kernels.hessian(θ, new Float64Array(p * p)),
    product: kernels.hessianVectorProduct(θ, wave(p, 3.3), new Float64Array(p)),
  };
}

Deno.test("kernels of one linear sample match the closed form", () => {
  // ℓ = (w·x + b − t)²: gradient 2r(x, 1), Hessian 2(x, 1)(x, 1)ᵀ
  const { loss, gradient, hessian } = everything("2 → 1", {
    samples: 1,
    inputs: Float64Array.of(3, -2),
    targets: Float64Array.of(0.5),
  }, Float64Array.of(0.5, 0.25, 1));
  const r = 3 * 0.5 - 2 * 0.25 + 1 - 0.5;
  assertEquals(loss, r * r);
  assertEquals([...gradient], [6 * r, -4 * r, 2 * r]);
  assertEquals([...hessian], [18, -12, 6, -12, 8, -4, 6, -4, 2]);
});

Deno.test("kernels are means: losses of single samples average to the whole", () => {
  const net = network(parseNetwork("2 → 5 sigmoid → 1"));
  const θ = initialize(net, { seed: 4, scheme: "standardNormal" });
  for (let N = 1; N <= 40; N++) {
    const inputs = wave(2 * N, 0.3);
    const targets = wave(N, 2.2);
    let mean = 0;
    for (let n = 0; n < N; n++) {
      mean += referenceKernels(net, {
        samples: 1,
        inputs: inputs.subarray(2 * n, 2 * n + 2),
        targets: targets.subarray(n, n + 1),
      }, "meanSquaredError").loss(θ) / N;
    }
    const whole = referenceKernels(
      net,
      { samples: N, inputs, targets },
      "meanSquaredError",
    );
    assertClose([whole.loss(θ)], [mean], 1e-14, `N = ${N}`);
  }
});

Deno.test("kernels stay finite where units are saturated", () => {
  for (const f of ["sigmoid", "tanh", "softplus", "g", "gelu", "sigmoid2"]) {
    for (const scale of [700, -700, 1e4, -1e4]) {
      const { loss, gradient, hessian, product } = everything(
        `1 → 2 ${f} → 1`,
        {
          samples: 2,
          inputs: Float64Array.of(1, -0.7),
          targets: Float64Array.of(1, 0),
        },
        Float64Array.of(scale, 0, -scale, 1, 0.5, -0.5, 0),
      );
      assert(Number.isFinite(loss), `${f}: loss`);
      for (const numbers of [gradient, hessian, product]) {
        assert(numbers.every(Number.isFinite), `${f} at ${scale}`);
      }
    }
  }
});

Deno.test("crossEntropy with logits of ±1000 is exact", () => {
  const net = network(parseNetwork("1 → 2 softmax no bias"));
  const samples = {
    samples: 2,
    inputs: Float64Array.of(1, 1),
    labels: Int32Array.of(0, 1),
  };
  const kernels = referenceKernels(net, samples, "crossEntropy");
  const gradient = new Float64Array(2);
  const θ = Float64Array.of(1000, -1000);
  assertEquals(kernels.lossAndGradient(θ, gradient), 1000);
  assertEquals([...gradient], [0.5, -0.5]);
  assert(kernels.hessian(θ, new Float64Array(4)).every((h) => h === 0));
});

Deno.test("crossEntropy keeps its precision where the label is certain", () => {
  const net = network(parseNetwork("1 → 2 softmax no bias"));
  const kernels = referenceKernels(net, {
    samples: 1,
    inputs: Float64Array.of(1),
    labels: Int32Array.of(0),
  }, "crossEntropy");
  const gradient = new Float64Array(2);
  const θ = Float64Array.of(25, -25);
  const expected = Math.log1p(Math.exp(-50));
  assertClose([kernels.lossAndGradient(θ, gradient)], [expected], 1e-15, "ℓ");
  const probability = Math.exp(-50) / (1 + Math.exp(-50));
  assertClose(gradient, [-probability, probability], 1e-15, "gradient");
  assertClose(
    kernels.hessian(θ, new Float64Array(4)),
    [probability, -probability, -probability, probability],
    1e-15,
    "Hessian",
  );
});

Deno.test("crossEntropy of one-hot targets equals that of labels", () => {
  const net = network(parseNetwork("2 → 4 tanh → 3 softmax"));
  const p = net.parameterCount;
  const θ = initialize(net, { seed: 2 });
  const inputs = wave(10, 0.3);
  const labels = Int32Array.of(0, 1, 2, 2, 1);
  const targets = Float64Array.from(
    { length: 15 },
    (_, i) => labels[Math.floor(i / 3)] === i % 3 ? 1 : 0,
  );
  const byLabel = referenceKernels(
    net,
    { samples: 5, inputs, labels },
    "crossEntropy",
  );
  const byTarget = referenceKernels(
    net,
    { samples: 5, inputs, targets },
    "crossEntropy",
  );
  assertEquals(byTarget.loss(θ), byLabel.loss(θ));
  assertClose(
    byTarget.hessian(θ, new Float64Array(p * p)),
    byLabel.hessian(θ, new Float64Array(p * p)),
    1e-15,
    "Hessian",
  );
});

Deno.test("kernels hand NaN on", () => {
  const samples = {
    samples: 2,
    inputs: Float64Array.of(1, -0.7),
    targets: Float64Array.of(1, 0),
  };
  for (const f of ["sigmoid", "relu", "leakyRelu", "selu", "gelu"]) {
    const θ = Float64Array.of(NaN, 0, 1, 1, 0.5, -0.5, 0);
    const { loss, gradient, hessian, product } = everything(
      `1 → 2 ${f} → 1`,
      samples,
      θ,
    );
    assertEquals(loss, NaN, f);
    for (const numbers of [gradient, hessian, product]) {
      assert(numbers.some(Number.isNaN), f);
    }
  }
  for (const label of [0, 1, 2]) {
    const net = network(parseNetwork("1 → 3 softmax no bias"));
    const kernels = referenceKernels(net, {
      samples: 1,
      inputs: Float64Array.of(1),
      labels: Int32Array.of(label),
    }, "crossEntropy");
    assertEquals(kernels.loss(Float64Array.of(1, NaN, 2)), NaN);
  }
});

Deno.test("weights of 2 count a sample twice, of 0 not at all", () => {
  const net = network(parseNetwork("1 → 3 tanh → 1"));
  const p = net.parameterCount;
  const θ = initialize(net, { seed: 8 });
  const weighted = referenceKernels(net, {
    samples: 3,
    inputs: Float64Array.of(1, 2, 3),
    targets: Float64Array.of(0, 1, -1),
    weights: Float64Array.of(2, 0, 1),
  }, "meanSquaredError");
  const repeated = referenceKernels(net, {
    samples: 3,
    inputs: Float64Array.of(1, 1, 3),
    targets: Float64Array.of(0, 0, -1),
  }, "meanSquaredError");
  assertClose([weighted.loss(θ)], [repeated.loss(θ)], 1e-15, "loss");
  assertClose(
    weighted.hessian(θ, new Float64Array(p * p)),
    repeated.hessian(θ, new Float64Array(p * p)),
    1e-14,
    "Hessian",
  );
});

Deno.test("the loss does not change when hidden neurons change places", () => {
  const net = network(parseNetwork("2 → 3 g → 1"));
  const θ = initialize(net, { seed: 1, scheme: "standardNormal" });
  const order = [2, 0, 1];
  const permuted = θ.slice();
  for (const [to, from] of order.entries()) {
    permuted.set(θ.subarray(3 * from, 3 * from + 3), 3 * to);
    permuted[9 + to] = θ[9 + from];
  }
  const kernels = referenceKernels(net, {
    samples: 20,
    inputs: wave(40, 0.3),
    targets: wave(20, 2.2),
  }, "meanSquaredError");
  assertClose([kernels.loss(permuted)], [kernels.loss(θ)], 1e-15, "loss");
});

Deno.test("a user's own activation equals the named one", () => {
  const data = {
    samples: 7,
    inputs: wave(14, 0.3),
    targets: wave(7, 2.2),
  };
  const own = network({
    inputs: 2,
    layers: [{ width: 4, activation: resolveActivation("tanh") }, { width: 1 }],
  });
  const named = network(parseNetwork("2 → 4 tanh → 1"));
  const p = named.parameterCount;
  const θ = initialize(named, { seed: 1 });
  assertEquals(
    referenceKernels(own, data, "meanSquaredError")
      .hessian(θ, new Float64Array(p * p)),
    referenceKernels(named, data, "meanSquaredError")
      .hessian(θ, new Float64Array(p * p)),
  );
});
