import { assert } from "@std/assert";
import { type Dataset, teacherStudent } from "../../../lib/data/mod.ts";
import { cholesky } from "../../../lib/linalg/mod.ts";
import { forward } from "../../../lib/kernels/mod.ts";
import {
  initialize,
  type Network,
  network,
  parseNetwork,
} from "../../../lib/network/mod.ts";
import { empiricalLoss, populationLoss } from "../../../lib/objective/mod.ts";
import { minimize } from "../../../lib/optimize/mod.ts";
import { randomGenerator } from "../../../lib/random/mod.ts";

function net(text: string): Network {
  return network(parseNetwork(text));
}

const mean = [0.7, -0.4, 0.2];
const covariance = [1.5, 0.4, -0.3, 0.4, 0.8, 0.2, -0.3, 0.2, 0.6];

/** Samples of x ~ N(μ, Σ) with the teacher's answers. */
function sample(
  teacher: Network,
  parameters: Float64Array,
  samples: number,
  seed: number,
): Dataset {
  const random = randomGenerator(seed);
  const L = cholesky(Float64Array.from(covariance), 3, new Float64Array(9))!;
  const inputs = new Float64Array(3 * samples);
  for (let n = 0; n < samples; n++) {
    const z = [random.normal(), random.normal(), random.normal()];
    for (let i = 0; i < 3; i++) {
      inputs[3 * n + i] = mean[i];
      for (let a = 0; a <= i; a++) inputs[3 * n + i] += L[3 * i + a] * z[a];
    }
  }
  return {
    samples,
    inputCount: 3,
    outputCount: teacher.outputs,
    inputs,
    targets: forward(teacher, parameters, inputs),
  };
}

for (
  const [one, other] of [
    ["3 → 2 relu → 2", "3 → 3 tanh → 2"],
    ["3 → [sigmoid2, exp] no bias → 1", "3 → 2 sigmoid2 → 1"],
    ["3 → [softplus, cube] → 1 no bias", "3 → 2 gelu → 1"],
  ]
) {
  Deno.test(`${one} of ${other}: the mean over samples of N(μ, Σ) is within three standard errors`, () => {
    const student = net(one);
    const teacher = net(other);
    const parameters = initialize(teacher, { seed: 3 });
    const θ = initialize(student, { seed: 4 });
    const losses = Array.from(
      { length: 12 },
      (_, seed) =>
        empiricalLoss(student, sample(teacher, parameters, 4000, seed)).loss(θ),
    );
    const average = losses.reduce((sum, x) => sum + x) / 12;
    const variance = losses.reduce((sum, x) => sum + (x - average) ** 2, 0) /
      11;
    const target = { teacher, parameters };
    const exact = populationLoss(student, target, { mean, covariance });
    const error = Math.sqrt(variance / 12);
    assert(error < 0.05 * average, "the error says something");
    assert(Math.abs(average - exact.loss(θ)) <= 3 * error);
    const standard = populationLoss(student, target).loss(θ);
    assert(Math.abs(average - standard) > 3 * error, "μ and Σ count");
  });
}

Deno.test("the squared distance of finite-data minima to the population's falls as 1/N", () => {
  const student = net("2 → 1 tanh → 1");
  const teacher = net("2 → 2 tanh → 1");
  const parameters = Float64Array.of(1, 0.5, 0.2, -0.3, 1, -0.4, 1, 0.6, 0.1);
  const target = { teacher, parameters };
  const minimum = (
    objective: Parameters<typeof minimize>[0],
    θ: Float64Array,
  ) => minimize(objective, θ, { method: "newton" }).parameters;
  const population = populationLoss(student, target);
  const best = minimum(population, Float64Array.of(0.5, 0.5, 0, 1, 0));
  assert(Math.max(...population.gradient(best).map(Math.abs)) < 1e-12);
  const seeds = 12;
  const distances = [1e3, 1e4, 1e5].map((samples) => {
    let sum = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const data = teacherStudent({
        teacher,
        teacherParameters: parameters,
        samples,
        seed,
      });
      const there = minimum(empiricalLoss(student, data), best);
      sum += there.reduce((s, x, i) => s + (x - best[i]) ** 2, 0) / seeds;
    }
    return sum;
  });
  // of five parameters and twelve seeds, means of squares are known to a fifth
  const slope = Math.log10(distances[2] / distances[0]) / 2;
  assert(Math.abs(slope + 1) < 0.15, `N^${slope}: ${distances}`);
  const first = Math.log10(distances[1] / distances[0]);
  assert(Math.abs(first + 1) < 0.3, `N^${first}: ${distances}`);
});
