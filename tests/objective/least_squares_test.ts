import { assertEquals, assertThrows } from "@std/assert";
import { matrixVector, transposedMatrixVector } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { assertClose } from "../kernels/close.ts";
import { wave } from "../kernels/golden.ts";

const N = 7;
const net = network(parseNetwork("2 → 3 g → 2 tanh → 2"));
const θ = initialize(net, { seed: 3, scheme: "standardNormal" });
const p = net.parameterCount;
const data = {
  samples: N,
  inputCount: 2,
  outputCount: 2,
  inputs: wave(2 * N, 1.1),
  targets: wave(2 * N, 2.2),
};
const weights = Float64Array.of(2, 0, 1, 0.5, 3, 1, 1);

for (
  const objective of [data, { ...data, weights }].map((d) =>
    empiricalLoss(net, d)
  )
) {
  const kind = objective.data.weights ? "weighted" : "plain";

  Deno.test(`residuals square to the ${kind} loss, their Jacobian gives ∇L`, () => {
    const r = objective.residuals!(θ);
    const J = objective.jacobian!(θ);
    const square = r.reduce((sum, x) => sum + x * x, 0);
    assertClose([square / N], [objective.loss(θ)], 1e-14, "loss");
    const half = transposedMatrixVector(J, r, new Float64Array(p));
    const gradient = half.map((x) => 2 * x / N);
    assertClose(gradient, objective.gradient(θ), 1e-14, "gradient");
  });

  Deno.test(`jacobian is the derivative of the ${kind} residuals`, () => {
    const v = wave(p, 0.7);
    const h = 1e-5;
    const up = objective.residuals!(θ.map((x, i) => x + h * v[i]));
    const down = objective.residuals!(θ.map((x, i) => x - h * v[i]));
    assertClose(
      matrixVector(objective.jacobian!(θ), v, new Float64Array(2 * N)),
      up.map((x, i) => (x - down[i]) / (2 * h)),
      1e-9,
      "Jv",
    );
  });
}

Deno.test("residuals write into out, and are absent where L is no sum of squares", () => {
  const objective = empiricalLoss(net, data);
  const r = new Float64Array(2 * N);
  assertEquals(objective.residuals!(θ, r) === r, true);
  const J = new Float64Array(2 * N * p);
  assertEquals(objective.jacobian!(θ, J) === J, true);
  assertThrows(
    () => objective.jacobian!(θ, r),
    RangeError,
    `Jacobian has length 14, expected ${14 * p}`,
  );
  const penalties = [{ kind: "weightDecay", λ: 0.1 }] as const;
  const penalized = empiricalLoss(net, data, { penalties });
  assertEquals(penalized.residuals, undefined);
  assertEquals(penalized.jacobian, undefined);
});

Deno.test("select takes samples in any order, with weights", () => {
  const objective = empiricalLoss(net, { ...data, weights });
  const order = [4, 0, 6, 4];
  const selected = objective.select(order);
  const one = (n: number) => objective.batch(n, 1).loss(θ);
  assertClose(
    [selected.loss(θ)],
    [order.reduce((sum, n) => sum + one(n) / 4, 0)],
    1e-14,
    "loss",
  );
  assertEquals(selected.batch(2, 1).loss(θ), one(6));
  assertEquals(selected.data.weights, Float64Array.of(3, 2, 1, 3));
});

Deno.test("select takes labels along and refuses what is no sample", () => {
  const objective = empiricalLoss(network(parseNetwork("2 → 3 softmax")), {
    samples: 3,
    inputCount: 2,
    outputCount: 3,
    inputs: wave(6, 1),
    labels: Int32Array.of(0, 2, 1),
  });
  assertEquals(objective.select([2, 1]).data.labels, Int32Array.of(1, 2));
  assertThrows(
    () => objective.select([0, 3]),
    RangeError,
    "Cannot select samples: sample 3, expected some of 0 … 2",
  );
  assertThrows(() => objective.select([]), RangeError, "no sample");
});
