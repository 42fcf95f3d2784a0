import { assert, assertEquals } from "@std/assert";
import { gaussHermiteData } from "../../../lib/data/mod.ts";
import { hessianSpectrum } from "../../../lib/curvature/mod.ts";
import { gradientFlow } from "../../../lib/flow/mod.ts";
import { forward } from "../../../lib/kernels/mod.ts";
import {
  initialize,
  type Network,
  network,
  parseNetwork,
} from "../../../lib/network/mod.ts";
import {
  empiricalLoss,
  populationLoss,
  restrictedObjective,
} from "../../../lib/objective/mod.ts";
import { train } from "../../../lib/train/mod.ts";
import golden from "../../fixtures/spurious_minimum.json" with { type: "json" };

function net(text: string): Network {
  return network(parseNetwork(text));
}

/** W = I, output weights 1. */
function orthonormal(k: number): Float64Array {
  const θ = new Float64Array(k * k + k).fill(1, k * k);
  for (let i = 0; i < k; i++) θ[i * k + i] = 1;
  return θ;
}

Deno.test("train finds the copy-average minimum from random starts, to 1e-14", () => {
  const losses = [
    0,
    0.0232216806253367,
    0.0405931773139539,
    0.0567545277407500,
    0.0724526452036705,
  ];
  for (const [i, loss] of losses.entries()) {
    const m = i + 1;
    const teacher = net(`${m} → ${m} sigmoid2 no bias → 1 no bias`);
    const student = net(`${m} → 1 sigmoid2 no bias → 1 no bias`);
    const objective = populationLoss(student, {
      teacher,
      parameters: orthonormal(m),
    });
    for (const seed of [1, 2, 3]) {
      const fit = train(objective, initialize(student, { seed }));
      assertEquals(fit.verdict?.kind, "strict minimum", `seed ${seed}`);
      assert(Math.abs(fit.loss - loss) <= 1e-14, `${fit.loss}`);
      const [r, a] = [
        Math.hypot(...fit.parameters.slice(0, m)),
        fit.parameters[m],
      ];
      assert(Math.abs(r * r - 1 / (2 * m - 1)) <= 1e-8, `‖w‖² = ${r * r}`);
      assert(Math.abs(Math.abs(a) - m) <= 1e-7, `a = ${a}`);
    }
  }
});

Deno.test("n − 1 copies and one average are a critical point of loss L*(k − n + 1), where trainings end", () => {
  const least = (m: number) =>
    m / 3 - 2 / Math.PI * m * m * Math.asin(1 / (2 * m));
  for (const [n, k] of [[2, 4], [3, 5], [4, 4]]) {
    const objective = populationLoss(
      net(`${k} → ${n} sigmoid2 no bias → 1 no bias`),
      {
        teacher: net(`${k} → ${k} sigmoid2 no bias → 1 no bias`),
        parameters: orthonormal(k),
      },
    );
    const m = k - n + 1;
    const θ = new Float64Array(n * k + n).fill(1, n * k);
    for (let i = 0; i < n - 1; i++) θ[i * k + i] = 1;
    θ.fill(1 / Math.sqrt(m * (2 * m - 1)), (n - 1) * k + n - 1, n * k);
    θ[n * k + n - 1] = m;
    assert(Math.abs(objective.loss(θ) - least(m)) <= 1e-14);
    assert(objective.gradient(θ).every((slope) => Math.abs(slope) <= 2e-14));
    const fit = train(
      objective,
      initialize(objective.network, { seed: 1 }),
    );
    assert(Math.abs(fit.loss - least(m)) <= 1e-14, `${n}, ${k}: ${fit.loss}`);
  }
});

Deno.test("the spurious minimum of k = 6 relu students: loss to 1e-8, smallest eigenvalue", () => {
  const { k, W, loss, smallestEigenvalue } = golden;
  const both = net(`${k} → ${k} relu no bias → 1 no bias`);
  const all = populationLoss(both, {
    teacher: both,
    parameters: orthonormal(k),
  });
  const θ = Float64Array.from([...W, ...new Array(k).fill(1)]);
  const held = restrictedObjective(all, W.map((_, i) => i), θ);
  const start = Float64Array.from(W);
  assert(Math.abs(held.loss(start) - loss) <= 1e-12);
  const fit = train(held, start, { flow: false });
  assertEquals(fit.verdict?.kind, "strict minimum");
  assert(Math.abs(fit.loss - loss) <= 1e-8);
  const [least] = hessianSpectrum(held, fit.parameters).eigenvalues;
  assert(Math.abs(least - smallestEigenvalue) <= 1e-6, `${least}`);
});

Deno.test("the flow on the population loss is that on Gauss–Hermite data", () => {
  const student = net("2 → 2 softplus → 1");
  const teacher = net("2 → 2 sigmoid → 1");
  const parameters = initialize(teacher, { seed: 5 });
  const data = gaussHermiteData(
    student,
    (input) => forward(teacher, parameters, input),
    { nodes: 40 },
  );
  const start = initialize(student, { seed: 6 });
  const options = {
    until: 20,
    absoluteTolerance: 1e-12,
    relativeTolerance: 1e-10,
  };
  const flows = [
    populationLoss(student, { teacher, parameters }),
    empiricalLoss(student, data),
  ].map((objective) => gradientFlow(objective, start, options));
  flows[0].parameters.forEach((x, i) => {
    assert(Math.abs(x - flows[1].parameters[i]) <= 1e-9, `entry ${i}`);
  });
});
