import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { minimize, minimizeSteps } from "../../lib/optimize/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { train, type TrainOptions } from "../../lib/train/mod.ts";
import { certify } from "../../lib/verdict/mod.ts";
import { sumOfSquares } from "../optimize/least_squares.ts";
import { mghProblems } from "../optimize/mgh.ts";

const cure = "levenbergMarquardt";

for (const name of ["18 Biggs EXP6", "3 Powell badly scaled"]) {
  const { start, residuals } = mghProblems.find((p) => p.name === name)!;
  const objective = sumOfSquares(start.length, residuals);

  Deno.test(`along ${name} the verdict and the sentence of the end name the cure`, () => {
    const parameters = [Float64Array.from(start)];
    const losses = [objective.loss(parameters[0])];
    const steps = minimizeSteps(objective, start, { maxIterations: 150 });
    for (const step of steps) {
      parameters.push(step.parameters.slice());
      losses.push(step.loss);
    }
    const trajectory = {
      times: Float64Array.from(parameters, (_, i) => i),
      parameters,
      losses: Float64Array.from(losses),
    };
    const verdict = certify(objective, parameters.at(-1)!, { trajectory });
    assertStringIncludes(verdict.sentence, cure);
  });

  Deno.test(`at the minimum of ${name}, and by the cure, it is not named`, () => {
    const end = minimize(objective, start, {
      method: cure,
      gradientNorm: 1e-9,
      maxIterations: 200,
    });
    assert(!end.sentence.includes(cure), end.sentence);
    const { sentence } = certify(objective, end.parameters);
    assert(!sentence.includes(cure), sentence);
  });
}

Deno.test("training, which follows the flow first, does not enter the channel of Biggs EXP6", () => {
  const { start, residuals } = mghProblems.find(({ name }) =>
    name.startsWith("18 ")
  )!;
  const objective = sumOfSquares(start.length, residuals);
  const { status, loss, flowLoss } = train(objective, start);
  assertEquals(status, "converged");
  assert(flowLoss < 0.2 && loss < 1e-20, `${flowLoss}, ${loss}`);
});

Deno.test("whatever ends a training short of the minimum, the cure is named", () => {
  const { start, residuals } = mghProblems.find(({ name }) =>
    name.startsWith("18 ")
  )!;
  const objective = sumOfSquares(start.length, residuals);
  const discrete = { method: "adam", learningRate: 0.01, steps: 20 } as const;
  const ends: readonly (readonly [string, TrainOptions])[] = [
    ["max-steps", { flow: { maxSteps: 3 }, refine: false }],
    ["completed", { flow: { until: 0.1 }, refine: false }],
    ["max-time", { flow: { maxSeconds: 0 }, refine: false }],
    ["completed", { discrete, flow: false, refine: false }],
    ["out-of-patience", {
      discrete: { ...discrete, learningRate: 1e-300 },
      flow: false,
      refine: false,
      stop: { patience: 2 },
    }],
    ["max-steps", { flow: { maxSteps: 3 }, refine: { maxIterations: 2 } }],
  ];
  for (const [expected, options] of ends) {
    const { status, sentence } = train(objective, start, options);
    assertEquals(status, expected);
    assertStringIncludes(sentence, cure);
  }
  const { sentence } = train(objective, start, {
    flow: { maxSteps: 3 },
    refine: { method: cure, maxIterations: 2 },
  });
  assert(!sentence.includes(cure), sentence);
});

Deno.test("of networks, whose losses are sums of squares as well, nothing more is said", () => {
  const net = network(parseNetwork("1 → 2 tanh → 1"));
  const data = teacherStudent({ teacher: net, samples: 20, seed: 1 });
  const objective = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 2 });
  const { sentence, status } = minimize(objective, θ, { maxIterations: 2 });
  assertEquals(status, "max-steps");
  assert(objective.residuals !== undefined);
  for (const said of [sentence, certify(objective, θ).sentence]) {
    assert(!said.includes(cure), said);
  }
});
