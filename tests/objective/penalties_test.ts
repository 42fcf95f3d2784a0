import { assertEquals, assertThrows } from "@std/assert";
import { matrixVector } from "../../lib/linalg/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss, type Penalty } from "../../lib/objective/mod.ts";
import { assertClose } from "../kernels/close.ts";
import { wave } from "../kernels/golden.ts";

const net = network(parseNetwork("2 → 2 tanh → 1"));
const data = {
  samples: 3,
  inputCount: 2,
  outputCount: 1,
  inputs: Float64Array.of(0.5, -1, 1.5, 0.25, -0.75, 2),
  targets: Float64Array.of(0.2, -0.4, 1),
};
const θ = Float64Array.of(0.3, -0.2, 0.1, -0.5, 0.4, -0.3, 0.7, -0.6, 0.05);
const bare = empiricalLoss(net, data);

const PENALTIES: readonly (readonly [Penalty, number])[] = [
  [{ kind: "normBarrier", c: 0.01 }, 1.58387788473321],
  [{ kind: "merge", layer: 0, i: 0, j: 1, λ: 0.1 }, 1.64174865597646],
  [{ kind: "weightDecay", λ: 0.1 }, 1.58374865597646 + 0.05 * 1.4925],
  [{ kind: "normBarrier", c: 10 }, 1.58374865597646],
];

Deno.test("penalties add the tabulated values", () => {
  for (const [penalty, loss] of PENALTIES) {
    const objective = empiricalLoss(net, data, { penalties: [penalty] });
    assertClose([objective.loss(θ)], [loss], 1e-14, penalty.kind);
  }
});

Deno.test("penalties' derivatives agree with differences of one another", () => {
  const h = 1e-5;
  for (const [penalty] of PENALTIES) {
    const penalties = [penalty];
    const objective = empiricalLoss(net, data, { penalties });
    const gradient = objective.gradient(θ);
    const H = objective.hessian(θ);
    const slopes = new Float64Array(9);
    const columns = new Float64Array(81);
    for (let i = 0; i < 9; i++) {
      const up = θ.slice();
      const down = θ.slice();
      up[i] += h;
      down[i] -= h;
      slopes[i] = (objective.loss(up) - objective.loss(down)) / (2 * h);
      const gradientUp = objective.gradient(up);
      const gradientDown = objective.gradient(down);
      for (let j = 0; j < 9; j++) {
        columns[9 * i + j] = (gradientUp[j] - gradientDown[j]) / (2 * h);
      }
    }
    assertClose(slopes, gradient, 1e-9, `${penalty.kind}: gradient`);
    assertClose(columns, H, 1e-9, `${penalty.kind}: Hessian`);
    for (let i = 0; i < 9; i++) {
      for (let j = 0; j < i; j++) assertEquals(H[9 * i + j], H[9 * j + i]);
    }
    const v = wave(9, 3.3);
    assertClose(
      objective.hessianVectorProduct(θ, v),
      matrixVector(H, v, new Float64Array(9)),
      1e-14,
      `${penalty.kind}: Hessian–vector product`,
    );
  }
});

Deno.test("penalties add up", () => {
  const penalties = PENALTIES.map(([penalty]) => penalty);
  const all = empiricalLoss(net, data, { penalties });
  const sum = PENALTIES.reduce(
    (total, [penalty]) =>
      total + empiricalLoss(net, data, { penalties: [penalty] }).loss(θ) -
      bare.loss(θ),
    bare.loss(θ),
  );
  assertClose([all.loss(θ)], [sum], 1e-15, "sum");
});

Deno.test("penalties refuse layers, rows and numbers that are not there", () => {
  const cases: readonly [Penalty, string][] = [
    [
      { kind: "merge", layer: 2, i: 0, j: 1, λ: 1 },
      "merge in layer 2, expected layer 0 … 1",
    ],
    [
      { kind: "merge", layer: 0, i: 0, j: 2, λ: 1 },
      "merge in row 2, expected row 0 … 1",
    ],
    [
      { kind: "weightDecay", λ: NaN },
      "weightDecay with λ = NaN, expected a finite number",
    ],
    [
      { kind: "lasso" } as unknown as Penalty,
      `kind "lasso", expected "normBarrier", "merge" or "weightDecay"`,
    ],
  ];
  for (const [penalty, message] of cases) {
    assertThrows(
      () => empiricalLoss(net, data, { penalties: [penalty] }),
      RangeError,
      `Cannot add the penalty: ${message}`,
    );
  }
});
