import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  hessianSpectrum,
  sharpness,
  sharpnessSteps,
} from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { quadratic } from "../flow/objectives.ts";

const net = network(parseNetwork("2 → 4 tanh → 1"));
const objective = empiricalLoss(
  net,
  teacherStudent({ teacher: net, samples: 100, seed: 1 }),
);
const { trajectory } = train(objective, initialize(net, { seed: 2 }), {
  flow: { maxSteps: 40 },
  refine: false,
});

Deno.test("sharpness is the largest eigenvalue of the spectrum, all along a training", () => {
  const { times, values } = sharpness(objective, trajectory, { points: 1000 });
  assertEquals(times, trajectory.times);
  trajectory.parameters.forEach((θ, k) => {
    const want = hessianSpectrum(objective, θ).eigenvalues.at(-1)!;
    assertAlmostEquals(values[k] / want, 1, 1e-10);
  });
});

Deno.test("sharpness looks at some points, first and last among them", () => {
  const { times, values } = sharpness(objective, trajectory, { points: 7 });
  assertEquals(times.length, 7);
  assertEquals([times[0], times[6]], [0, trajectory.times.at(-1)]);
  const all = sharpness(objective, trajectory, { points: 1000 });
  times.forEach((t, k) => {
    assertEquals(values[k], all.values[all.times.indexOf(t)]);
  });
  const steps = [...sharpnessSteps(objective, trajectory, { points: 7 })];
  steps.forEach((step, k) => {
    assertEquals(step.times, times.slice(0, k + 1));
    assertEquals(step.values, values.slice(0, k + 1));
  });
});

Deno.test("gradient descent is unstable where the sharpness exceeds 2/η", () => {
  const bowl = quadratic([0.3, 2, 5]);
  const start = Float64Array.of(1, 1, 1);
  for (const η of [0.39, 0.41]) {
    const { trajectory, flowLoss } = train(bowl, start, {
      discrete: { method: "gradientDescent", learningRate: η, steps: 300 },
      refine: false,
    });
    const { values } = sharpness(bowl, trajectory);
    values.forEach((λ) => assertAlmostEquals(λ, 5, 1e-9));
    assertEquals(flowLoss > bowl.loss(start), 5 > 2 / η);
  }
});

Deno.test("sharpness refuses fewer than two points", () => {
  assertThrows(
    () => sharpness(objective, trajectory, { points: 1 }),
    RangeError,
    "sharpness of 1 points",
  );
});
