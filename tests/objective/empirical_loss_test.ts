import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { Dataset } from "../../lib/data/dataset.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import {
  empirical,
  empiricalLoss,
  type EmpiricalLossOptions,
} from "../../lib/objective/mod.ts";
import { assertClose } from "../kernels/close.ts";
import { wave } from "../kernels/golden.ts";

const net = network(parseNetwork("2 → 2 tanh → 1"));
const classes = network(parseNetwork("2 → 3 softmax"));

const data: Dataset = {
  samples: 3,
  inputCount: 2,
  outputCount: 1,
  inputs: Float64Array.of(0.5, -1, 1.5, 0.25, -0.75, 2),
  targets: Float64Array.of(0.2, -0.4, 1),
};

const labeled: Dataset = {
  samples: 3,
  inputCount: 2,
  outputCount: 3,
  inputs: data.inputs,
  labels: Int32Array.of(0, 2, 1),
};

const θ = Float64Array.of(0.3, -0.2, 0.1, -0.5, 0.4, -0.3, 0.7, -0.6, 0.05);

Deno.test("empiricalLoss is meanSquaredError on targets by default", () => {
  const objective = empiricalLoss(net, data);
  assertClose([objective.loss(θ)], [1.58374865597646], 1e-14, "loss");
  assertEquals(objective.parameterCount, 9);
  assertEquals(objective.backend, "wasm");
  assertEquals(objective.specification?.loss, "meanSquaredError");
});

Deno.test("empiricalLoss is crossEntropy on labels by default", () => {
  const objective = empiricalLoss(classes, labeled);
  // All logits equal: each class has probability 1/3.
  assertClose([objective.loss(new Float64Array(9))], [Math.log(3)], 1e-15, "ℓ");
  assertEquals(objective.specification?.loss, "crossEntropy");
});

Deno.test("empiricalLoss writes into out and returns it, else allocates", () => {
  const objective = empiricalLoss(net, data);
  const out = new Float64Array(9);
  assertEquals(objective.gradient(θ, out) === out, true);
  const loss = objective.lossAndGradient(θ, out);
  assertEquals(loss, objective.loss(θ));
  assertEquals(objective.gradient(θ), out);
  const H = new Float64Array(81);
  assertEquals(objective.hessian(θ, H) === H, true);
  assertEquals(objective.hessian(θ), H);
  const v = wave(9, 3.3);
  assertEquals(
    objective.hessianVectorProduct(θ, v),
    objective.hessianVectorProduct(θ, v, out),
  );
});

Deno.test("specification survives cloning and rebuilds the same objective", () => {
  const objective = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ: 0.1 }],
  });
  const specification = structuredClone(objective.specification);
  if (!specification) throw new Error("no specification");
  const rebuilt = empirical.fromSpecification(specification);
  assertEquals(rebuilt.hessian(θ), objective.hessian(θ));
  assertEquals(rebuilt.specification, objective.specification);
});

Deno.test("specification is absent with a user's own functions", () => {
  const square = {
    value: (a: number, t: number) => (a - t) ** 2,
    derivative: (a: number, t: number) => 2 * (a - t),
    secondDerivative: () => 2,
  };
  const objective = empiricalLoss(net, data, { loss: square });
  assertEquals("specification" in objective, false);
  assertEquals(objective.backend, "reference");
  assertEquals(
    objective.loss(θ),
    empiricalLoss(net, data, { backend: "reference" }).loss(θ),
  );
  const own = network({
    inputs: 2,
    layers: [{
      width: 1,
      activation: {
        f: (x) => x,
        derivative: () => 1,
        secondDerivative: () => 0,
      },
    }],
  });
  assertEquals("specification" in empiricalLoss(own, data), false);
});

Deno.test("lossBatch equals the losses one by one, penalties included", () => {
  const objective = empiricalLoss(net, data, {
    penalties: [{ kind: "normBarrier", c: 0.01 }],
  });
  const Θ = wave(4 * 9, 1.1);
  const losses = objective.lossBatch(Θ, 4, new Float64Array(4));
  for (let i = 0; i < 4; i++) {
    assertEquals(losses[i], objective.loss(Θ.slice(9 * i, 9 * i + 9)));
  }
});

Deno.test("batch sees the chosen samples, without copying", () => {
  const weights = Float64Array.of(1, 2, 3);
  const batch = empiricalLoss(net, { ...data, weights }).batch(1, 2);
  assertEquals(batch.data.inputs.buffer, data.inputs.buffer);
  const part = empiricalLoss(net, {
    ...data,
    samples: 2,
    inputs: data.inputs.slice(2),
    targets: Float64Array.of(-0.4, 1),
    weights: Float64Array.of(2, 3),
  });
  assertClose(batch.gradient(θ), part.gradient(θ), 1e-15, "gradient");
  const labels = empiricalLoss(classes, labeled).batch(2, 1);
  assertEquals([...labels.data.labels ?? []], [1]);
  assertThrows(
    () => empiricalLoss(net, data).batch(2, 2),
    RangeError,
    "Cannot take a batch: samples 2 … 3, expected some of 0 … 2",
  );
});

Deno.test("batches of equal size average to the whole loss", () => {
  const objective = empiricalLoss(net, data);
  let mean = 0;
  for (let n = 0; n < 3; n++) mean += objective.batch(n, 1).loss(θ) / 3;
  assertClose([mean], [objective.loss(θ)], 1e-15, "mean of batches");
});

Deno.test("the methods refuse vectors of another length, with both numbers", () => {
  const objective = empiricalLoss(net, data);
  const short = new Float64Array(7);
  const message =
    "Cannot evaluate the objective: parameter vector has length 7, expected 9";
  assertThrows(() => objective.loss(short), RangeError, message);
  assertThrows(() => objective.gradient(short), RangeError, message);
  assertThrows(() => objective.hessian(short), RangeError, message);
  assertThrows(
    () => objective.hessianVectorProduct(short, θ),
    RangeError,
    message,
  );
  assertThrows(
    () => objective.hessianVectorProduct(θ, short),
    RangeError,
    "direction has length 7, expected 9",
  );
  assertThrows(
    () => objective.gradient(θ, short),
    RangeError,
    "gradient has length 7, expected 9",
  );
});

Deno.test("empiricalLoss refuses what does not fit, with both values", () => {
  const wide = network(parseNetwork("3 → 1"));
  const two = network(parseNetwork("2 → 2"));
  const cases: readonly [() => unknown, string][] = [
    [
      () => empiricalLoss(net, { ...data, samples: 0 }),
      "Cannot build the loss: 0 samples, expected at least one",
    ],
    [
      () => empiricalLoss(wide, data),
      `the data have 2 inputs per sample, expected 3 as the network "3 → 1" has`,
    ],
    [
      () => empiricalLoss(two, data),
      `the data have 1 target per sample, expected 2 as the network "2 → 2"`,
    ],
    [
      () => empiricalLoss(net, { ...data, targets: new Float64Array(4) }),
      "4 targets, expected 3",
    ],
    [
      () => empiricalLoss(net, { ...data, weights: new Float64Array(2) }),
      "2 weights, expected 3",
    ],
    [
      () => empiricalLoss(net, labeled),
      `crossEntropy with the network "2 → 2 tanh → 1", expected a last layer`,
    ],
    [
      () => empiricalLoss(net, labeled, { loss: "meanSquaredError" }),
      "meanSquaredError with labels, expected targets",
    ],
    [
      () => empiricalLoss(classes, labeled, { loss: "meanSquaredError" }),
      `meanSquaredError with the network "2 → 3 softmax", expected crossEntropy`,
    ],
    [
      () =>
        empiricalLoss(classes, { ...labeled, labels: Int32Array.of(0, 3, 1) }),
      "label 3, expected labels in 0 … 2",
    ],
    [
      () => empiricalLoss(net, data, { backend: "gpu" }),
      `backend "gpu", expected one of wasm, wasm-strict`,
    ],
    [
      () =>
        empiricalLoss(
          net,
          data,
          { loss: "l2" } as unknown as EmpiricalLossOptions,
        ),
      `loss "l2", expected one of meanSquaredError, logistic, huber`,
    ],
  ];
  for (const [build, message] of cases) {
    assertStringIncludes(assertThrows(build, RangeError).message, message);
  }
});

Deno.test("hessian is refused where it would not fit, with the way out", () => {
  const wide = network(parseNetwork("784 → 64 relu → 10 softmax"));
  const digits = empiricalLoss(wide, {
    samples: 2,
    inputCount: 784,
    outputCount: 10,
    inputs: wave(2 * 784, 0.3),
    labels: Int32Array.of(3, 8),
  });
  const p = wide.parameterCount;
  const θ = initialize(wide, { seed: 1 });
  assertThrows(
    () => digits.hessian(θ),
    RangeError,
    "Cannot compute the Hessian: 50890 × 50890 entries take 19.3 GiB, " +
      "expected at most 2 GiB; use hessianVectorProduct",
  );
  const v = wave(p, 3.3);
  const h = 1e-5;
  const along = [1, -1].map((s) =>
    digits.gradient(θ.map((x, i) => x + s * h * v[i]))
  );
  assertClose(
    digits.hessianVectorProduct(θ, v),
    along[0].map((g, i) => (g - along[1][i]) / (2 * h)),
    1e-7,
    "product",
  );
});

Deno.test("the mean of squared residuals is the loss, jacobian their derivative", () => {
  const two = network(parseNetwork("2 → 3 tanh → 2 sigmoid"));
  const p = two.parameterCount;
  const objective = empiricalLoss(two, {
    samples: 4,
    inputCount: 2,
    outputCount: 2,
    inputs: wave(8, 0.3),
    targets: wave(8, 2.2),
    weights: Float64Array.of(1, 2, 0, 0.5),
  });
  const { residuals, jacobian } = objective;
  if (!residuals || !jacobian) throw new Error("no residuals");
  const x = wave(p, 1.1);
  const r = residuals(x);
  const J = jacobian(x);
  assertClose(
    [r.reduce((sum, e) => sum + e * e, 0) / 4],
    [objective.loss(x)],
    1e-15,
    "loss",
  );
  const g = new Float64Array(p);
  r.forEach((e, i) => {
    for (let k = 0; k < p; k++) g[k] += e * J[i * p + k] / 2;
  });
  assertClose(g, objective.gradient(x), 1e-14, "2 Jᵀr/N");
  const h = 1e-6;
  for (let k = 0; k < p; k++) {
    const [up, down] = [h, -h].map((s) =>
      residuals(x.map((value, i) => i === k ? value + s : value))
    );
    assertClose(
      up.map((e, i) => (e - down[i]) / (2 * h)),
      r.map((_, i) => J[i * p + k]),
      1e-8,
      `column ${k}`,
      1,
    );
  }
  assertThrows(() => residuals(new Float64Array(3)), RangeError, "length 3");
});

Deno.test("residuals are absent where the loss is more than their squares", () => {
  const penalized = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ: 0.1 }],
  });
  const classified = empiricalLoss(classes, labeled);
  for (const objective of [penalized, classified]) {
    assertEquals("residuals" in objective || "jacobian" in objective, false);
  }
});

Deno.test("backend falls back to reference for what has no generated code", () => {
  const own = network({
    inputs: 2,
    layers: [{
      width: 1,
      activation: {
        f: Math.sinh,
        derivative: Math.cosh,
        secondDerivative: (_, y) => y,
      },
    }],
  });
  assertEquals(empiricalLoss(own, data).backend, "reference");
  assertEquals(empiricalLoss(own, data, { strict: true }).backend, "reference");
  assertEquals(
    empiricalLoss(net, data, { strict: true }).backend,
    "wasm-strict",
  );
});

Deno.test("wasm-float32 has losses in single, derivatives in double precision", () => {
  const single = empiricalLoss(net, data, { backend: "wasm-float32" });
  const double = empiricalLoss(net, data);
  assertClose([single.loss(θ)], [double.loss(θ)], 1e-6, "loss");
  assertEquals(single.loss(θ) === double.loss(θ), false);
  assertEquals(single.gradient(θ), double.gradient(θ));
});

Deno.test("crossEntropy accepts probabilities as targets", () => {
  const { labels: _, ...rest } = labeled;
  const soft = empiricalLoss(classes, {
    ...rest,
    targets: Float64Array.of(1, 0, 0, 0, 0.5, 0.5, 0.2, 0.3, 0.5),
  });
  const θ = initialize(classes, { seed: 1 }).fill(0);
  assertClose([soft.loss(θ)], [Math.log(3)], 1e-15, "loss");
});

Deno.test("without vectors a loss is the reference's and says so; a strict one is refused", async () => {
  const root = new URL("../../", import.meta.url);
  const script = `
    WebAssembly.validate = () => false;
    const { dataset, empiricalLoss, network } = await import("./engine.ts");
    const net = network({ inputs: 1, layers: [{ width: 1 }] });
    const data = dataset({ inputs: [[1], [2]], targets: [[3], [5]] });
    const { backend } = empiricalLoss(net, data);
    let refusal = "";
    try {
      empiricalLoss(net, data, { strict: true });
    } catch (error) {
      refusal = error.message;
    }
    console.log(JSON.stringify({ backend, refusal }));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", script],
    cwd: root,
  }).output();
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), {
    backend: "reference",
    refusal:
      "Cannot build the loss: an engine without 128-bit vectors, expected " +
      "one with them for the same bits on every machine",
  });
});
