import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { gradientFlow, gradientFlowSteps } from "../../lib/flow/mod.ts";
import { infinityNorm } from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { linearTwoLayer, objectiveOf, quadratic } from "./objectives.ts";

Deno.test("gradientFlow decays each eigendirection of a quadratic at its rate", () => {
  const λ = [0.1, 1, 10];
  const result = gradientFlow(quadratic(λ), Float64Array.of(1, -2, 3), {
    until: 2,
    relativeTolerance: 1e-9,
    absoluteTolerance: 1e-12,
  });
  assertEquals(result.status, "completed");
  assertAlmostEquals(result.parameters[0], Math.exp(-0.2), 1e-9);
  assertAlmostEquals(result.parameters[1], -2 * Math.exp(-2), 1e-9);
  assertAlmostEquals(result.parameters[2], 3 * Math.exp(-20), 1e-9);
  assertEquals(result.loss, quadratic(λ).loss(result.parameters));
  assertEquals(
    result.gradientNorm,
    infinityNorm(quadratic(λ).gradient(result.parameters)),
  );
});

Deno.test("gradientFlow freezes parameters of time scale 0 exactly, scales others", () => {
  const λ = [1, 1, 1];
  const θ = Float64Array.of(0.1, 0.2, 0.3);
  const result = gradientFlow(quadratic(λ), θ, {
    until: 1,
    timeScale: [0, 1, 2],
    absoluteTolerance: 1e-10,
    relativeTolerance: 1e-8,
  });
  assertEquals(result.parameters[0], 0.1);
  assertAlmostEquals(result.parameters[1], 0.2 * Math.exp(-1), 1e-8);
  assertAlmostEquals(result.parameters[2], 0.3 * Math.exp(-2), 1e-8);
  const stopped = gradientFlow(quadratic(λ), θ, {
    timeScale: [0, 1, 2],
    stop: { gradientNorm: 1e-4 },
  });
  assertEquals(stopped.status, "converged");
  assert(stopped.gradientNorm <= 1e-4);
});

Deno.test("gradientFlow stops on gradient norm and on loss, also at the start", () => {
  const objective = quadratic([1, 4]);
  const θ = Float64Array.of(1, 1);
  const byLoss = gradientFlow(objective, θ, { stop: { loss: 1e-3 } });
  assertEquals(byLoss.status, "converged");
  assert(byLoss.loss <= 1e-3);
  const still = gradientFlow(objective, new Float64Array(2));
  assertEquals(still.status, "converged");
  assertEquals(still.steps, 0);
  assertEquals(gradientFlow(objective, θ, { maxSteps: 3 }).status, "max-steps");
});

Deno.test("gradient flow of a linear network conserves W2ᵀW2 − W1W1ᵀ and lowers the loss", () => {
  const [inputs, hidden, outputs] = [3, 4, 2];
  const random = randomGenerator(3);
  const M = Array.from(
    { length: outputs },
    () => Array.from({ length: inputs }, () => random.normal()),
  );
  const objective = linearTwoLayer(M, hidden);
  const θ = Float64Array.from(
    { length: objective.parameterCount },
    () => 0.3 * random.normal(),
  );
  function imbalance(θ: Float64Array): Float64Array {
    const D = new Float64Array(hidden * hidden);
    for (let a = 0; a < hidden; a++) {
      for (let b = 0; b < hidden; b++) {
        for (let o = 0; o < outputs; o++) {
          const row = hidden * inputs + o * hidden;
          D[a * hidden + b] += θ[row + a] * θ[row + b];
        }
        for (let i = 0; i < inputs; i++) {
          D[a * hidden + b] -= θ[a * inputs + i] * θ[b * inputs + i];
        }
      }
    }
    return D;
  }
  const tolerance = 1e-9;
  const conserved = imbalance(θ);
  let loss = objective.loss(θ);
  const run = gradientFlowSteps(objective, θ, {
    until: 30,
    relativeTolerance: tolerance,
    absoluteTolerance: tolerance,
  });
  for (const step of run) {
    assertLess(step.loss, loss + tolerance);
    loss = step.loss;
    imbalance(step.parameters).forEach((d, k) => {
      assertAlmostEquals(d, conserved[k], 1e-7);
    });
  }
  assertLess(loss, 1e-6);
});

Deno.test("gradientFlow turns back from an infinite loss with smaller steps", () => {
  // −log θ + θ: the loss is not finite left of 0, the minimum is at 1
  const barrier = objectiveOf({
    parameterCount: 1,
    loss: (θ) => θ[0] - Math.log(θ[0]),
    gradient: (θ, out) => void (out[0] = 1 - 1 / θ[0]),
  });
  const result = gradientFlow(barrier, Float64Array.of(8), {
    initialStep: 20,
    until: 100,
  });
  assertEquals(result.status, "completed");
  assert(result.rejected > 0);
  assertAlmostEquals(result.parameters[0], 1, 1e-5);
  const lost = gradientFlow(barrier, Float64Array.of(-1));
  assertEquals(lost.status, "non-finite");
  assertEquals(lost.steps, 0);
});

Deno.test("gradientFlow refuses lengths and time scales that do not fit", () => {
  const objective = quadratic([1, 1]);
  const θ = new Float64Array(2);
  assertThrows(
    () => gradientFlow(objective, new Float64Array(3)),
    RangeError,
    "from 3 parameters, expected 2",
  );
  assertThrows(
    () => gradientFlow(objective, θ, { timeScale: [1] }),
    RangeError,
    "1 time scales, expected 2",
  );
  assertThrows(
    () => gradientFlow(objective, θ, { timeScale: -1 }),
    RangeError,
    "time scale -1",
  );
});
