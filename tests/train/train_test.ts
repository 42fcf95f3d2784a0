import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { gradientFlow, type Solver, solvers } from "../../lib/flow/mod.ts";
import { minimize } from "../../lib/optimize/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { statusSentence, statusSentences } from "../../lib/status.ts";
import {
  train,
  type TrainingResult,
  type TrainOptions,
  trainSteps,
} from "../../lib/train/mod.ts";
import { objectiveOf, quadratic } from "../flow/objectives.ts";
import { testProblems } from "../optimize/problems.ts";
import { net, studentOf, θ } from "./student.ts";

const student = studentOf(200);

/** What every result owes, whatever ended it. */
function checkResult(result: TrainingResult, points = 200): void {
  const { times, parameters, losses } = result.trajectory;
  assertEquals(times.length, parameters.length);
  assertEquals(times.length, losses.length);
  assert(result.refineStart <= points);
  assert(times.length - result.refineStart <= points);
  assertEquals(times[0], 0);
  assertEquals(parameters[0], result.initialParameters);
  times.forEach((t, k) => assert(k === 0 || t > times[k - 1]));
  assert(losses.every((loss) => loss >= result.loss));
  assertEquals(structuredClone(result), result);
}

Deno.test("train brings a student to ‖∇‖∞ ≤ 1e-12, near its teacher's loss", () => {
  const result = train(student, θ);
  checkResult(result);
  assertEquals(result.status, "converged");
  assertLess(result.gradientNorm, 1e-12);
  assertLess(result.loss, 1e-20);
  assertEquals(result.loss, student.loss(result.parameters));
  assertEquals(result.initialParameters, θ);
  assert(result.flow !== undefined && result.refine !== undefined);
  assertEquals(result.steps, result.flow.steps + result.refine.steps);
  assertEquals(result.objective, student.specification);
  assert(result.flow.evaluations.gradient >= 6 * result.flow.steps);
  // the default of this size takes one for each step
  assert(result.flow.evaluations.hessian >= result.flow.steps);
  // one per step, and one that tells the end from a saddle
  assertEquals(result.refine.evaluations.hessian, result.refine.steps + 1);
  assertMatch(
    result.sentence,
    /^‖∇L‖∞ is \S+e-\d\d, within its bound of 1e-12\.$/,
  );
});

Deno.test("train repeats: the same start gives the same numbers", () => {
  const options: TrainOptions = {
    flow: { maxSteps: 40 },
    refine: { maxIterations: 20 },
  };
  const a = train(student, θ, options);
  const b = train(student, θ, options);
  assertEquals(a.parameters, b.parameters);
  assertEquals(a.trajectory, b.trajectory);
});

for (const points of [2, 3, 5, 10, 60, 100]) {
  Deno.test(`${points} points of a flow are log-spaced in 1 + t and follow the solution`, () => {
    checkTrajectory(points);
  });
}

function checkTrajectory(points: number): void {
  const λ = [0.01, 1, 3];
  const start = Float64Array.of(1, -2, 0.5);
  const result = train(quadratic(λ), start, {
    flow: { until: 500, maxSteps: 5000 },
    refine: false,
    trajectory: { points },
  });
  assertEquals(result.status, "completed");
  checkResult(result, points);
  const { times, parameters, losses } = result.trajectory;
  assert(times.length >= points / 2 && times.length <= points);
  assertEquals(times[times.length - 1], 500);
  assertEquals(parameters[times.length - 1], result.flowParameters);
  times.forEach((t, k) => {
    λ.forEach((λi, i) => {
      assertAlmostEquals(parameters[k][i], start[i] * Math.exp(-λi * t), 1e-4);
    });
    assertEquals(losses[k], quadratic(λ).loss(parameters[k]));
  });
  const gaps = Array.from(times).slice(1, -1).map((t, k) =>
    Math.log1p(t) - Math.log1p(times[k])
  );
  assert(Math.max(...gaps) < 2.2 * Math.min(...gaps));
}

Deno.test("refinement is part of the trajectory, one unit of time per step", () => {
  const { objective, start } = testProblems[0];
  const result = train(objective, start, { flow: { until: 0.1 } });
  checkResult(result);
  assertEquals(result.trajectory.times[result.refineStart - 1], 0.1);
  const refined = Array.from(result.trajectory.times.slice(result.refineStart));
  assertEquals(refined, refined.map((_, k) => 0.1 + (k + 1)));
  assertEquals(refined.length, result.refine?.steps);
  const thin = train(objective, start, {
    flow: false,
    trajectory: { points: 4 },
  });
  checkResult(thin, 4);
  assertEquals(thin.refineStart, 1);
  assertEquals(thin.trajectory.times.at(-1), thin.refine?.steps);
  assertEquals(thin.trajectory.parameters.at(-1), thin.parameters);
});

Deno.test("train leaves out the phases that are false", () => {
  const flowOnly = train(student, θ, { flow: { maxSteps: 20 }, refine: false });
  assertEquals(flowOnly.status, "max-steps");
  assertEquals(flowOnly.refine, undefined);
  assertEquals(flowOnly.flow?.steps, 20);
  assertEquals(flowOnly.refineStart, flowOnly.trajectory.times.length);
  assertEquals(
    flowOnly.flowParameters,
    gradientFlow(student, θ, { maxSteps: 20 }).parameters,
  );
  const refineOnly = train(student, θ, {
    flow: false,
    refine: { maxIterations: 3 },
  });
  assertEquals(refineOnly.status, "max-steps");
  assertEquals(refineOnly.flow, undefined);
  assertEquals(refineOnly.flowParameters, θ);
  const neither = train(student, θ, { flow: false, refine: false });
  assertEquals(neither.status, "completed");
  assertEquals(neither.parameters, θ);
  assertEquals(neither.loss, student.loss(θ));
});

Deno.test("parameters of time scale 0 keep their values in both phases", () => {
  const timeScale = θ.map((_, i) => i % 3 === 0 ? 0 : 1);
  const result = train(student, θ, { flow: { timeScale, maxSteps: 100 } });
  θ.forEach((x, i) => {
    if (timeScale[i] === 0) assertEquals(result.parameters[i], x);
    else assert(result.parameters[i] !== x);
  });
  assertEquals(result.status, "converged");
  assertLess(result.gradientNorm, 1e-12);
  const gradient = student.gradient(result.parameters);
  assert(gradient.some((g) => Math.abs(g) > 1e-6));
  checkResult(result);
});

Deno.test("trainSteps yields light steps; a snapshot is the result so far", () => {
  const options: TrainOptions = {
    flow: { maxSteps: 30 },
    refine: { maxIterations: 10 },
  };
  const run = trainSteps(student, θ, options);
  let step = 0;
  let kept: TrainingResult | undefined;
  for (;;) {
    const { done, value } = run.next();
    if (done) {
      assertEquals(value.parameters, train(student, θ, options).parameters);
      assertEquals(value.steps, step);
      break;
    }
    step++;
    assertEquals(value.step, step);
    assertEquals(value.phase, step <= 30 ? "flow" : "refine");
    if (step % 7 !== 0) continue;
    const snapshot = value.snapshot();
    checkResult(snapshot);
    assertEquals(snapshot.status, "running");
    assertEquals(snapshot.steps, step);
    assertEquals(snapshot.trajectory.times.at(-1), value.time);
    assertAlmostEquals(snapshot.loss, value.loss, 1e-15);
    if (step === 14) kept = structuredClone(snapshot);
    if (kept && step === 14) assertEquals(snapshot, kept);
  }
});

Deno.test("train keeps everything so far when it is aborted", () => {
  for (const stopAt of [5, 35]) {
    const controller = new AbortController();
    const run = trainSteps(student, θ, {
      flow: { maxSteps: 30 },
      signal: controller.signal,
    });
    for (;;) {
      const { done, value } = run.next();
      if (!done) {
        if (value.step === stopAt) controller.abort();
        continue;
      }
      assertEquals(value.status, "aborted");
      assertEquals(value.steps, stopAt);
      assertLess(value.loss, student.loss(θ));
      checkResult(value);
      break;
    }
  }
  const before = train(student, θ, { signal: AbortSignal.abort() });
  assertEquals(before.status, "aborted");
  assertEquals(before.parameters, θ);
  checkResult(before);
});

Deno.test("train ends as non-finite, with the step, and keeps the best point", () => {
  // the flow runs into the edge at θ = 1 of where the loss is finite
  const edge = objectiveOf({
    parameterCount: 1,
    loss: ([x]) => x < 1 ? -x : NaN,
    gradient: ([x], out) => void (out[0] = x < 1 ? -1 : NaN),
  });
  const result = train(edge, Float64Array.of(0), {
    flow: { solver: "tsit5", maxSteps: 3000 },
  });
  assertEquals(result.status, "non-finite");
  assertEquals(result.refine, undefined);
  assertAlmostEquals(result.parameters[0], 1, 1e-3);
  assertStringIncludes(result.sentence, `flow, step ${result.steps}`);
});

/** Options that leave one phase alone, with its limits. */
const phases = {
  flow: (steps: number, maxSeconds: number): TrainOptions => ({
    flow: { maxSteps: steps, maxSeconds },
    refine: false,
  }),
  discrete: (steps: number, maxSeconds: number): TrainOptions => ({
    discrete: {
      method: "nesterov",
      learningRate: 0.1,
      steps,
      maxSeconds,
    },
    refine: false,
  }),
  refine: (steps: number, maxSeconds: number): TrainOptions => ({
    flow: false,
    refine: { method: "lbfgs", maxIterations: steps, maxSeconds },
  }),
};

for (const [name, alone] of Object.entries(phases)) {
  const phase = name as keyof typeof phases;
  const long = alone(10_000, 60);

  Deno.test(`${phase} stops at each of its bounds, and says at which`, () => {
    const byLoss = train(student, θ, { ...long, stop: { loss: 1e-2 } });
    assertEquals(byLoss[phase]?.status, "converged");
    assert(byLoss.loss <= 1e-2 && byLoss.gradientNorm > 1e-6);
    const bySlope = train(student, θ, {
      ...long,
      stop: { gradientNorm: 1e-2 },
    });
    assertEquals(bySlope[phase]?.status, "converged");
    assert(bySlope.gradientNorm <= 1e-2 && bySlope.gradientNorm > 1e-6);
    const bySteps = train(student, θ, alone(6, 60));
    const end = phase === "discrete" ? "completed" : "max-steps";
    assertEquals([bySteps.status, bySteps[phase]?.status], [end, end]);
    assertEquals([bySteps.steps, bySteps[phase]?.steps], [6, 6]);
    const byTime = train(student, θ, alone(10_000, 0));
    assertEquals(byTime[phase]?.status, "max-time");
    assertEquals(byTime[phase]?.steps, 0);
    assertEquals(byTime.parameters, θ);
    assertEquals(byTime.flowLoss, student.loss(θ));
    checkResult(byTime);
  });
}

for (const phase of ["flow", "discrete"] as const) {
  Deno.test(`${phase} runs out of patience where the loss stays as it is`, () => {
    // a gradient that leads nowhere
    const plateau = objectiveOf({
      parameterCount: 2,
      loss: () => 1,
      gradient: ([x, y], out) => void out.set([-y, x]),
      hessian: (_, out) => void out.set([0, -1, 1, 0]),
    });
    const options = phases[phase](10_000, 60);
    const start = Float64Array.of(1, 0);
    const patience = 100;
    const result = train(plateau, start, { ...options, stop: { patience } });
    assertEquals(result.status, "out-of-patience");
    assertEquals(result.parameters, start);
    const { loss } = result[phase]!.evaluations;
    assert(loss >= patience && loss < patience + 30);
    assertStringIncludes(result.sentence, statusSentence("out-of-patience"));
    // each improvement gives it new patience
    const improving = train(student, θ, { ...options, stop: { patience: 50 } });
    assert(improving[phase]!.evaluations.loss > 200);
    // the refinement takes over, as after any limit
    const refined = train(plateau, start, {
      ...options,
      refine: {},
      stop: { patience },
    });
    assertEquals(refined[phase]!.status, "out-of-patience");
    assertEquals(refined.refine?.status, refined.status);
  });
}

Deno.test("norms are reported with and without penalties, over what is not frozen", () => {
  const timeScale = θ.map((_, i) => i % 4 === 0 ? 0 : 0.5);
  const penalties = [{ kind: "weightDecay", λ: 0.01 }] as const;
  const decayed = empiricalLoss(net, student.data, { penalties });
  const largest = (gradient: Float64Array) =>
    Math.max(...gradient.filter((_, i) => timeScale[i] > 0).map(Math.abs));
  for (
    const options of [
      { flow: { timeScale, maxSteps: 30 }, refine: false },
      { discrete: { timeScale, steps: 30 }, refine: false },
      { flow: { timeScale } },
    ] as const
  ) {
    const result = train(decayed, θ, options);
    const { parameters, unpenalized } = result;
    assertEquals(result.loss, decayed.loss(parameters));
    assertEquals(unpenalized.loss, student.loss(parameters));
    const gradient = decayed.gradient(parameters);
    assertEquals(result.gradientNorm, largest(gradient));
    assertEquals(
      unpenalized.gradientNorm,
      largest(student.gradient(parameters)),
    );
    const without = train(student, θ, options);
    assertEquals(without.unpenalized, {
      loss: without.loss,
      gradientNorm: without.gradientNorm,
    });
  }
});

for (const solver of Object.keys(solvers) as Solver[]) {
  if (solvers[solver].errorOrder === undefined) continue;
  Deno.test(`train by ${solver} recovers from a first step that fails, and says so`, () => {
    // a slope of −1 up to a minimum at 1.3, and no finite loss beyond 1.5
    const edge = objectiveOf({
      parameterCount: 1,
      loss: ([x]) => x < 1.5 ? Math.log(Math.cosh(8 * (x - 1.3))) / 8 : NaN,
      gradient: ([x], out) =>
        void (out[0] = x < 1.5 ? Math.tanh(8 * (x - 1.3)) : NaN),
      hessian: ([x], out) => void (out[0] = 8 / Math.cosh(8 * (x - 1.3)) ** 2),
    });
    const start = Float64Array.of(0);
    const flow = { solver, initialStep: 50, until: 100, maxSteps: 1e5 };
    const result = train(edge, start, { flow, refine: false });
    const words = "The first step failed with size 50 and was taken with ";
    assertStringIncludes(result.flow!.recovery!, words);
    assertStringIncludes(result.sentence, words);
    assertAlmostEquals(result.parameters[0], 1.3, 1e-4);
    const plain = train(edge, start, { flow: { solver } });
    assertEquals(plain.flow!.recovery, undefined);
  });
}

Deno.test("a time scale of 0 for all parameters leaves them where they are", () => {
  for (
    const options of [
      { flow: { timeScale: 0 } },
      { discrete: { timeScale: 0, steps: 20 } },
      { flow: { timeScale: θ.map(() => 0) } },
    ]
  ) {
    const result = train(student, θ, options);
    assertEquals(result.status, "converged");
    assertEquals(result.parameters, θ);
    assertEquals(result.gradientNorm, 0);
    assertEquals(result.loss, student.loss(θ));
    assertEquals(result.verdict, undefined);
  }
});

Deno.test("phases count all that they compute", () => {
  const options = { refine: false, flow: { maxSteps: 20 } } as const;
  const krylov = train(student, θ, {
    ...options,
    flow: { ...options.flow, solver: "bdfKrylov" },
  });
  const products = krylov.flow!.evaluations.hessianVectorProduct;
  assert(products > 20 && krylov.flow!.evaluations.hessian === 0);
  assertEquals(
    products,
    gradientFlow(student, θ, { maxSteps: 20, solver: "bdfKrylov" })
      .hessianVectorProducts,
  );
  for (const method of ["steihaug", "levenbergMarquardt"] as const) {
    const { refine } = train(student, θ, {
      flow: false,
      refine: { method, maxIterations: 10 },
    });
    const { evaluations } = minimize(student, θ, { method, maxIterations: 10 });
    assertEquals(refine!.evaluations, evaluations);
    const { hessianVectorProduct, jacobian } = evaluations;
    assert(method === "steihaug" ? hessianVectorProduct > 0 : jacobian > 0);
  }
});

Deno.test("train chooses the refinement by the number of free parameters", () => {
  const p = 300;
  const bowl = quadratic(Array.from({ length: p }, (_, i) => 1 + i / p));
  const start = new Float64Array(p).fill(1);
  const hessians = (timeScale: Float64Array) =>
    train(bowl, start, { flow: { maxSteps: 0, timeScale } })
      .refine!.evaluations.hessian;
  assertEquals(hessians(new Float64Array(p).fill(1)), 0);
  assert(hessians(new Float64Array(p).fill(1, 0, 100)) > 0);
});

Deno.test("train refuses parameters and options that mean nothing", () => {
  const bad = θ.slice();
  bad[4] = Infinity;
  const cases: [() => unknown, string][] = [
    [
      () => train(student, new Float64Array(2)),
      "θ has 2 entries, expected 13",
    ],
    [() => train(student, bad), "parameter 4 = Infinity"],
    [() => train(student, θ, { trajectory: { points: 1 } }), "1 points"],
    [
      () => train(student, θ, { stop: { gradientNorm: NaN } }),
      "stop.gradientNorm is NaN",
    ],
    [
      () => train(student, θ, { flow: { maxSeconds: -1 } }),
      "flow.maxSeconds is -1",
    ],
    [
      () => train(student, θ, { flow: { timeScale: [1, 2] } }),
      "2 time scales, expected 13",
    ],
  ];
  for (const [act, message] of cases) assertThrows(act, RangeError, message);
});

Deno.test("every status has a sentence", () => {
  for (const sentence of Object.values(statusSentences)) {
    assert(/^[A-Z].*\.$/.test(sentence));
  }
});

Deno.test("as many points of a trajectory as may be asked for leave the clock its say", () => {
  const began = performance.now();
  const { trajectory } = train(student, θ, {
    flow: { maxSeconds: 1, maxSteps: 1e9, relativeTolerance: 1e-10 },
    refine: false,
    trajectory: { points: 100_000 },
  });
  assert(trajectory.times.length <= 100_000);
  assert(performance.now() - began < 8000);
  assertThrows(
    () => train(student, θ, { trajectory: { points: 1e9 } }),
    RangeError,
    "Cannot keep a trajectory of 1000000000 points, expected an integer from 2 to 100000",
  );
});
