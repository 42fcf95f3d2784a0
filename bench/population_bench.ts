/**
 * The loss on infinitely many samples and its gradient, 9 inputs, 8 teacher and
 * 3 student neurons, against the loss on 10⁵ samples of the same networks.
 */
import { teacherStudent } from "../lib/data/mod.ts";
import { network } from "../lib/network/mod.ts";
import {
  empiricalLoss,
  type Objective,
  type PopulationLoss,
  populationLoss,
} from "../lib/objective/mod.ts";
import { randomGenerator } from "../lib/random/mod.ts";

const inputs = 9;

function shape(width: number, activation: string, bias: boolean) {
  return network({
    inputs,
    layers: [{ width, activation, bias }, { width: 1, bias }],
  });
}

/** Standard normal, with rows of hidden weights of length 1. */
function parameters(width: number, bias: boolean, seed: number): Float64Array {
  const random = randomGenerator(seed);
  const { parameterCount } = shape(width, "relu", bias);
  const θ = Float64Array.from(
    { length: parameterCount },
    () => random.normal(),
  );
  const row = inputs + (bias ? 1 : 0);
  for (let i = 0; i < width; i++) {
    const weights = θ.subarray(i * row, i * row + inputs);
    const length = Math.hypot(...weights);
    for (let j = 0; j < inputs; j++) weights[j] /= length;
  }
  return θ;
}

/** Loss and gradient to 1e-10 of their size, by ten times as many nodes. */
function requireAccuracy(
  group: string,
  population: PopulationLoss,
  fine: PopulationLoss,
  θ: Float64Array,
) {
  const [L, exact] = [population, fine].map((each) => each.loss(θ));
  const [g, slopes] = [population, fine].map((each) => each.gradient(θ));
  const size = Math.max(...slopes.map(Math.abs));
  const off = Math.max(
    Math.abs(L - exact) / exact,
    ...g.map((x, i) => Math.abs(x - slopes[i]) / size),
  );
  if (off <= 1e-10 && population.integration(θ).isMet) return;
  throw new Error(`${group} is off by ${off}`);
}

function run(group: string, name: string, objective: Objective, bias: boolean) {
  const θ = parameters(3, bias, 2);
  const out = new Float64Array(θ.length);
  Deno.bench(name, { group, baseline: name === "population" }, () => {
    objective.lossAndGradient(θ, out);
  });
}

for (
  const [activation, bias] of [
    ["relu", false],
    ["sigmoid2", false],
    ["relu", true],
    ["sigmoid2", true],
    ["softplus", true],
    ["gelu", true],
    ["sigmoid", true],
  ] as const
) {
  const group = `${activation}${bias ? "" : " no bias"}`;
  const student = shape(3, activation, bias);
  const teacher = shape(8, activation, bias);
  const θ = parameters(8, bias, 1);
  const population = populationLoss(student, { teacher, parameters: θ });
  requireAccuracy(
    group,
    population,
    populationLoss(student, { teacher, parameters: θ }, { nodes: 400 }),
    parameters(3, bias, 2),
  );
  run(group, "population", population, bias);
  const data = teacherStudent({
    teacher,
    teacherParameters: θ,
    samples: 1e5,
    seed: 3,
  });
  run(group, "100 000 samples", empiricalLoss(student, data), bias);
}
