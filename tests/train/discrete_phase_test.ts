import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { initialize } from "../../lib/network/mod.ts";
import {
  type DescentState,
  optimize,
  type OptimizerName,
  optimizers,
  optimizeSteps,
} from "../../lib/optimize/mod.ts";
import { train, trainSteps } from "../../lib/train/mod.ts";
import { quadratic } from "../flow/objectives.ts";
import { net, studentOf, θ } from "./student.ts";

const student = studentOf(100);
const names = Object.keys(optimizers) as OptimizerName[];

for (const method of names) {
  for (const batchSize of [undefined, 32]) {
    const how = batchSize ? `batches of ${batchSize}` : "full batches";

    Deno.test(`train by ${method} with ${how} reports the best of optimize's points`, () => {
      const discrete = {
        method,
        steps: 500,
        learningRate: [0.02, 0.01],
        schedule: { kind: "inverse", γ: 0.01 },
        seed: 3,
        ...(batchSize && { batchSize }),
      } as const;
      const result = train(student, θ, { discrete, refine: false });
      const alone = optimize(student, θ, discrete);
      assertEquals(result.status, "completed");
      assertEquals(result.parameters, alone.parameters);
      assertEquals(result.loss, alone.loss);
      assertEquals(result.gradientNorm, alone.gradientNorm);
      assertEquals(result.flowParameters, alone.state.parameters);
      assertEquals(result.flowLoss, student.loss(alone.state.parameters));
      assertEquals(result.steps, 500);
      assertEquals(result.discrete?.evaluations.batch, batchSize ? 500 : 0);
      assertEquals(result.flow, undefined);
      const { times, losses, parameters } = result.trajectory;
      assertEquals([times[0], times.at(-1)], [0, 500]);
      assertEquals(losses.at(-1), result.flowLoss);
      assert(losses.every((loss) => loss >= result.loss));
      losses.forEach((loss, k) =>
        assertEquals(loss, student.loss(parameters[k]))
      );
    });
  }
}

Deno.test("train keeps the history of its optimizer, also through the refinement", () => {
  const discrete = {
    method: "adam",
    learningRate: 0.01,
    steps: 40,
    history: {
      points: 10,
      log: ({ gradient }: DescentState) => ({ slope: gradient[0] }),
    },
  } as const;
  const alone = optimize(student, θ, discrete);
  const refine = { maxIterations: 3 };
  const result = train(student, θ, { discrete, refine });
  assertEquals(result.history, alone.history);
  assertEquals([...result.history!.iterations].at(-1), 40);
  for (const step of trainSteps(student, θ, { discrete, refine })) {
    const { history } = step.snapshot();
    assertEquals(history!.iterations.at(-1), Math.min(step.step, 40));
  }
  // what goes on without one has none: it would end before the end
  const further = train(student, θ, {
    discrete: { steps: 60 },
    refine: false,
    resumeFrom: train(student, θ, { discrete, refine: false }),
  });
  assertEquals(further.history, undefined);
  assertEquals(train(student, θ, { flow: { maxSteps: 2 } }).history, undefined);
});

Deno.test("train keeps the best point where the optimizer leaves it again", () => {
  // each step multiplies by 1 − 0.3 λ, that is −2 in the second direction
  const valley = quadratic([1, 10]);
  const result = train(valley, Float64Array.of(4, 1e-3), {
    discrete: { method: "gradientDescent", learningRate: 0.3, steps: 20 },
    refine: false,
  });
  const losses = Array.from(
    { length: 21 },
    (_, k) => valley.loss(Float64Array.of(4 * 0.7 ** k, 1e-3 * (-2) ** k)),
  );
  const best = losses.indexOf(Math.min(...losses));
  assert(best > 2 && best < 18);
  assertAlmostEquals(result.parameters[0], 4 * 0.7 ** best, 1e-12);
  assertAlmostEquals(result.parameters[1], 1e-3 * (-2) ** best, 1e-12);
  assertAlmostEquals(result.flowLoss / losses[20], 1, 1e-12);
  assertAlmostEquals(result.loss / losses[best], 1, 1e-12);
});

Deno.test("the trajectory of an optimizer is log-spaced in 1 + t, every step at first", () => {
  const steps = 30_000;
  const points = 80;
  const result = train(quadratic([1e-4]), Float64Array.of(1), {
    discrete: { method: "gradientDescent", learningRate: 1, steps },
    refine: false,
    trajectory: { points },
  });
  const { times, parameters } = result.trajectory;
  assert(times.length <= points && times.length >= points / 2);
  assertEquals([times[0], times.at(-1)], [0, steps]);
  times.forEach((t, k) =>
    assertAlmostEquals(parameters[k][0], (1 - 1e-4) ** t, 1e-11)
  );
  const gaps = Array.from(times).slice(1)
    .map((t, k) => Math.log1p(t) - Math.log1p(times[k]));
  const { spacing } = result.resume.recorded;
  gaps.slice(0, -1).forEach((gap, k) =>
    assert(times[k + 1] === times[k] + 1 || gap < 2 * spacing)
  );
  const short = train(quadratic([1e-4]), Float64Array.of(1), {
    discrete: { method: "gradientDescent", steps: 50 },
    refine: false,
    trajectory: { points },
  });
  assertEquals([...short.trajectory.times], Array.from(Array(51).keys()));
});

Deno.test("the refinement goes on from the optimizer's best point", () => {
  const start = initialize(net, { seed: 2 });
  const result = train(student, start, {
    discrete: { method: "adam", learningRate: 0.03, steps: 200 },
  });
  assertEquals(result.status, "converged");
  assertLess(result.gradientNorm, 1e-12);
  assertEquals(result.discrete?.steps, 200);
  assertEquals(result.steps, 200 + result.refine!.steps);
  assertEquals(result.trajectory.times[result.refineStart - 1], 200);
  assertEquals(result.trajectory.times[result.refineStart], 201);
  const loss = result.trajectory.losses[result.refineStart];
  assert(loss <= Math.min(...result.trajectory.losses.slice(0, 10)));
});

Deno.test("trainSteps tells the known loss within an epoch of minibatches", () => {
  const discrete = { batchSize: 40, steps: 9, seed: 2 };
  const known = Array.from(
    optimizeSteps(student, θ, discrete),
    ({ loss }) => loss,
  );
  assertEquals(known.map(Number.isNaN).slice(0, 4), [true, true, false, true]);
  let last = student.loss(θ);
  let k = 0;
  for (const step of trainSteps(student, θ, { discrete, refine: false })) {
    if (!Number.isNaN(known[k])) last = known[k];
    assertEquals([step.step, step.phase, step.loss], [++k, "discrete", last]);
    const { trajectory, loss } = step.snapshot();
    assert(trajectory.losses.every((value) => value >= loss));
  }
  assertEquals(k, 9);
});

Deno.test("train by an optimizer that runs away says so and keeps the best point", () => {
  const result = train(student, θ, {
    discrete: { method: "gradientDescent", learningRate: 1e200 },
    refine: false,
  });
  assertEquals(result.status, "non-finite");
  assertEquals(result.parameters, θ);
  assertEquals(result.refine, undefined);
  assert(result.trajectory.losses.every(Number.isFinite));
  assertStringIncludes(result.sentence, "learning rate smaller than 1e+200");
  assertStringIncludes(result.sentence, "(optimizer, step 1)");
});

Deno.test("train refines the best point of an optimizer that ran away, and says so", () => {
  const result = train(student, θ, {
    discrete: { method: "gradientDescent", learningRate: 1e200 },
  });
  assertEquals(result.discrete?.status, "non-finite");
  assertEquals(result.status, "converged");
  assertEquals(
    result.parameters,
    train(student, θ, { flow: false }).parameters,
  );
  assertStringIncludes(result.sentence, "a smaller learning rate may help");
});

Deno.test("parameters of time scale 0 keep their values in an optimizer and after it", () => {
  const timeScale = θ.map((_, i) => i % 3 === 0 ? 0 : 1);
  const result = train(student, θ, {
    discrete: { method: "adam", learningRate: 0.01, steps: 100, timeScale },
  });
  assertEquals(result.status, "converged");
  assert(result.refine!.steps > 0);
  θ.forEach((x, i) =>
    assertEquals(result.parameters[i] === x, timeScale[i] === 0)
  );
});

Deno.test("train refuses the flow and an optimizer at once, and odd options of one", () => {
  const cases: [Parameters<typeof train>[2], string][] = [
    [{ flow: {}, discrete: {} }, "both flow and discrete"],
    [{ discrete: { steps: -1 } }, "discrete.steps is -1"],
    [{ discrete: { maxSeconds: NaN } }, "discrete.maxSeconds is NaN"],
    [{ discrete: { learningRate: [1] } }, "1 learning rates, expected 2"],
    [{ stop: { patience: -1 } }, "stop.patience is -1"],
  ];
  for (const [options, message] of cases) {
    assertThrows(() => train(student, θ, options), RangeError, message);
  }
});
