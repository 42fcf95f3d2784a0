import {
  assert,
  assertEquals,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  decodeJson,
  decodeNpz,
  encodeJson,
  encodeNpz,
} from "../../lib/file/mod.ts";
import { type Solver, solvers } from "../../lib/flow/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import {
  type DescentState,
  type OptimizerName,
  optimizers,
} from "../../lib/optimize/mod.ts";
import {
  train,
  type TrainingResult,
  type TrainOptions,
  trainSteps,
} from "../../lib/train/mod.ts";
import { studentOf, θ } from "./student.ts";

const student = studentOf(100);

/** A result as it comes back from a file. */
const throughFiles = {
  json: (result: TrainingResult) =>
    decodeJson(encodeJson(result)) as TrainingResult,
  npz: (result: TrainingResult) =>
    decodeNpz(encodeNpz(result)) as TrainingResult,
};

/** What must be the same whether or not a run was stopped on the way. */
function numbers(result: TrainingResult): unknown {
  const { seconds: _, flow, discrete, refine, ...rest } = result;
  const ends = [flow, discrete, refine]
    .map((report) => report && [report.status, report.steps]);
  return { ...rest, ends };
}

/** What the discrete optimizers keep. */
const history = {
  points: 30,
  log: ({ loss, gradient }: DescentState) => ({ loss, slope: gradient[0] }),
};

/** The result so far after some steps, as if the program had ended there. */
function stoppedAfter(count: number, options: TrainOptions): TrainingResult {
  const steps = trainSteps(student, θ, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value.step === count) return value.snapshot();
  }
}

for (const method of Object.keys(optimizers) as OptimizerName[]) {
  for (const batchSize of [undefined, 16]) {
    const how = batchSize ? `batches of ${batchSize}` : "full batches";
    const discrete = {
      method,
      learningRate: [0.02, 0.01],
      schedule: { kind: "cosine", steps: 150 },
      seed: 4,
      ...(batchSize && { batchSize }),
      history,
    } as const;
    const trajectory = { points: 20 };

    Deno.test(`train by ${method} with ${how} resumes bit for bit, through files too`, () => {
      const options = { discrete, refine: false, trajectory } as const;
      const whole = train(student, θ, {
        ...options,
        discrete: { ...discrete, steps: 150 },
      });
      for (const steps of [0, 1, 7, 64, 98, 150]) { // 98 ends an epoch of 7
        const first = train(student, θ, {
          ...options,
          discrete: { ...discrete, steps },
        });
        for (const read of Object.values(throughFiles)) {
          const resumeFrom = read(first);
          // method, rates, schedule and generator come from the result
          const resumed = train(student, θ, {
            ...options,
            discrete: { steps: 150, history },
            resumeFrom,
          });
          assertEquals(numbers(resumed), numbers(whole));
        }
        assertEquals(first.discrete!.steps, steps);
      }
    });

    Deno.test(`train by ${method} with ${how} resumes a snapshot, into the refinement`, () => {
      const options = {
        discrete: { ...discrete, steps: 60 },
        refine: { maxIterations: 15 },
        trajectory,
      };
      const whole = train(student, θ, options);
      const resumeFrom = stoppedAfter(37, options);
      const resumed = train(student, θ, { ...options, resumeFrom });
      assertEquals(numbers(resumed), numbers(whole));
    });
  }
}

Deno.test("a point that was judged only because a run stopped there is not the best of the whole", () => {
  const discrete = {
    method: "gradientDescent",
    learningRate: 0.3, // steps that are too large for some batches
    batchSize: 7,
    seed: 1,
  } as const;
  const after = (steps: number) =>
    train(student, θ, { discrete: { ...discrete, steps }, refine: false });
  // within an epoch of 15 batches, lower than what comes before and after
  const lower = Array.from({ length: 13 }, (_, k) => k + 1).find((steps) =>
    after(steps).flowLoss < 0.99 * after(steps + 1).flowLoss &&
    after(steps).flowLoss < 0.99 * student.loss(θ)
  );
  assert(lower !== undefined);
  const whole = after(lower + 1);
  const resumed = train(student, θ, {
    discrete: { steps: lower + 1 },
    refine: false,
    resumeFrom: after(lower),
  });
  assert(after(lower).loss < whole.loss);
  assertEquals(numbers(resumed), numbers(whole));
});

Deno.test("a resumed optimizer adds up its evaluations and seconds", () => {
  const discrete = { batchSize: 16, steps: 40 };
  const first = train(student, θ, { discrete, refine: false });
  const second = train(student, θ, {
    discrete: { steps: 100 },
    refine: false,
    resumeFrom: { ...first, seconds: 100 },
  });
  assertEquals(second.discrete!.evaluations.batch, 100);
  assert(second.seconds > 100);
});

const adaptive = (Object.keys(solvers) as Solver[])
  .filter((solver) => solvers[solver].errorOrder !== undefined);

for (const solver of adaptive) {
  Deno.test(`the flow by ${solver} resumes to the same point, within its tolerance`, () => {
    const flow = {
      solver,
      until: 50,
      relativeTolerance: 1e-8,
      absoluteTolerance: 1e-8,
      maxSteps: 10_000,
    };
    const whole = train(student, θ, { flow, refine: false });
    assertEquals(whole.status, "completed");
    for (const maxSteps of [1, 5, Math.ceil(whole.steps / 2)]) {
      const first = train(student, θ, {
        flow: { ...flow, maxSteps },
        refine: false,
      });
      assertEquals(first.status, "max-steps");
      const resumed = train(student, θ, {
        flow,
        refine: false,
        resumeFrom: throughFiles.json(first),
      });
      assertEquals(resumed.status, "completed");
      assertEquals(resumed.initialParameters, θ);
      resumed.parameters.forEach((x, i) =>
        assertLess(Math.abs(x - whole.parameters[i]), 1e-5)
      );
      // no new search for a first step: a few more at most
      assertLess(resumed.steps, 1.2 * whole.steps + 10);
      const { times, parameters } = resumed.trajectory;
      assertEquals([times[0], times.at(-1)], [0, 50]);
      times.forEach((t, k) => {
        if (k > 0) assert(t > times[k - 1]);
        if (t >= 50) return;
        const same = whole.trajectory.times.indexOf(t);
        assert(same >= 0, `${t} is a point of the other trajectory, too`);
        parameters[k].forEach((x, i) =>
          assertLess(
            Math.abs(x - whole.trajectory.parameters[same][i]),
            1e-4,
          )
        );
      });
    }
  });
}

Deno.test("a fixed step resumes bit for bit", () => {
  const flow = { solver: "euler", stepSize: 0.1, maxSteps: 300 } as const;
  const whole = train(student, θ, { flow, refine: false });
  const first = train(student, θ, {
    flow: { ...flow, maxSteps: 120 },
    refine: false,
  });
  const resumed = train(student, θ, { flow, refine: false, resumeFrom: first });
  assertEquals(resumed.parameters, whole.parameters);
  assertEquals(resumed.trajectory, whole.trajectory);
  assertEquals(resumed.steps, 300);
});

Deno.test("a training stopped in its refinement ends where the whole one does", () => {
  const options = { flow: { maxSteps: 50 } };
  const whole = train(student, θ, options);
  for (const steps of [51, 53]) {
    const first = stoppedAfter(steps, options);
    assertEquals(first.resume.phase, "refine");
    const resumed = train(student, θ, { ...options, resumeFrom: first });
    assertEquals(resumed.status, "converged");
    assertLess(resumed.gradientNorm, 1e-12);
    assertEquals(resumed.flow, first.flow);
    assertEquals(resumed.flowParameters, whole.flowParameters);
    assertEquals(
      resumed.trajectory.times.slice(0, whole.refineStart),
      whole.trajectory.times.slice(0, whole.refineStart),
    );
    assertEquals(
      [...resumed.trajectory.times.slice(whole.refineStart)],
      Array.from(
        { length: resumed.refine!.steps },
        (_, k) => whole.trajectory.times[whole.refineStart - 1] + k + 1,
      ),
    );
    assertEquals(resumed.steps, 50 + resumed.refine!.steps);
    // limits count the earlier steps
    const short = train(student, θ, {
      ...options,
      refine: { maxIterations: steps - 50 + 1 },
      resumeFrom: first,
    });
    assertEquals(short.refine!.steps, steps - 50 + 1);
  }
});

Deno.test("a training that was aborted goes on to where it would have come", () => {
  const controller = new AbortController();
  const options: TrainOptions = { flow: { maxSteps: 60 } };
  const run = trainSteps(student, θ, { ...options, signal: controller.signal });
  let stopped: TrainingResult | undefined;
  while (!stopped) {
    const { done, value } = run.next();
    if (done) stopped = value;
    else if (value.step === 20) controller.abort();
  }
  assertEquals(stopped.status, "aborted");
  const resumed = train(student, θ, { ...options, resumeFrom: stopped });
  assertEquals(resumed.status, "converged");
  assertEquals(resumed.flow!.steps, 60);
  assert(resumed.loss < 1e-20);
});

Deno.test("a result that has ended resumes as it is", () => {
  const whole = train(student, θ);
  const again = train(student, θ, { resumeFrom: whole });
  assertEquals(again.status, "converged");
  assertEquals(again.parameters, whole.parameters);
  assertEquals(again.steps, whole.steps);
  assertEquals(again.trajectory, whole.trajectory);
  assertNotEquals(again, whole); // evaluations go on
});

Deno.test("train refuses to resume what does not fit", () => {
  const flow = train(student, θ, { flow: { maxSteps: 5 }, refine: false });
  const discrete = train(student, θ, {
    discrete: { steps: 5 },
    refine: false,
  });
  const cases: [TrainOptions, string][] = [
    [
      { discrete: {}, resumeFrom: flow },
      "stopped in its phase flow with discrete, expected options for flow",
    ],
    [
      { resumeFrom: discrete },
      "stopped in its phase discrete with flow, expected options for discrete",
    ],
    [
      { discrete: { method: "momentum" }, resumeFrom: discrete },
      "Cannot resume a run of adam with momentum",
    ],
    [{ flow: false, resumeFrom: flow }, "with none"],
  ];
  for (const [options, message] of cases) {
    assertThrows(() => train(student, θ, options), RangeError, message);
  }
  const other = empiricalLoss(
    network(parseNetwork("2 → 4 sigmoid → 1")),
    student.data,
  );
  assertThrows(
    () => train(other, θ, { resumeFrom: flow }),
    RangeError,
    "θ has 13 entries, expected 17",
  );
});
