import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type DescentState,
  gradientDescent,
  optimize,
  type OptimizeOptions,
  type OptimizerName,
  optimizers,
  optimizeSteps,
  type TrainingHistory,
} from "../../lib/optimize/mod.ts";
import { quadratic } from "../flow/objectives.ts";
import { studentOf, θ } from "../train/student.ts";

const samples = 100;
const student = studentOf(samples);
const methods = Object.keys(optimizers) as OptimizerName[];

/** An epoch is seven steps, of six batches of 16 and one of 4. */
const batchSize = 16;
const epoch = Math.ceil(samples / batchSize);

function log({ loss, parameters, gradient }: DescentState) {
  return { loss, first: parameters[0], slope: gradient[0] };
}

/** What {@linkcode log} says of the steps that somebody else looks at. */
function watched(options: OptimizeOptions): Map<number, number[]> {
  const gradient = new Float64Array(θ.length);
  const loss = student.lossAndGradient(θ, gradient);
  const seen = new Map([[0, [loss, θ[0], gradient[0]]]]);
  for (const step of optimizeSteps(student, θ, options)) {
    seen.set(step.step, [step.loss, step.parameters[0], step.gradient[0]]);
  }
  return seen;
}

function assertSees(
  { iterations, parameters, values }: TrainingHistory,
  seen: Map<number, number[]>,
): void {
  iterations.forEach((iteration, k) => {
    const [loss, first, slope] = seen.get(iteration)!;
    assertEquals(values.first[k], first);
    assertEquals(parameters[k][0], first);
    assertEquals(values.slope[k], slope);
    if (!Number.isNaN(loss)) assertEquals(values.loss[k], loss);
    assertEquals(values.loss[k], student.loss(parameters[k]));
  });
}

for (const method of methods) {
  Deno.test(`optimize by ${method} keeps what its steps say`, () => {
    const options = { method, learningRate: 0.01, steps: 100 } as const;
    const history = { points: 30, log };
    const result = optimize(student, θ, { ...options, history });
    const { iterations } = result.history!;
    assertEquals(
      [...iterations],
      [...Array.from({ length: 25 }, (_, k) => 4 * k), 100],
    );
    assertSees(result.history!, watched(options));
    // and changes nothing
    const { history: _, seconds: __, evaluations: ___, ...rest } = result;
    const { seconds: ____, evaluations: _____, ...plain } = optimize(
      student,
      θ,
      options,
    );
    assertEquals(rest, plain);
  });

  Deno.test(`optimize by ${method} with minibatches keeps the ends of epochs`, () => {
    const options = {
      method,
      learningRate: 0.01,
      steps: 12 * epoch + 2,
      batchSize,
    } as const;
    const history = { log, points: 100 };
    const result = optimize(student, θ, { ...options, history });
    assertEquals([...result.history!.iterations], [
      ...Array.from({ length: 13 }, (_, k) => k * epoch),
      12 * epoch + 2,
    ]);
    assertSees(result.history!, watched(options));
  });
}

for (const size of [undefined, batchSize]) {
  for (const points of [9, 1000]) {
    const how = `${size ? "minibatches" : "full batches"}, ${points} points`;

    Deno.test(`a history goes on as if the run had not stopped: ${how}`, () => {
      const options = {
        method: "adam",
        learningRate: 0.01,
        ...(size && { batchSize: size }),
      } as const;
      const history = { points, log };
      const whole = optimize(student, θ, { ...options, steps: 300, history });
      for (const stop of [0, 1, 2, 50, 3 * epoch, 211, 300]) {
        const begun = optimize(student, θ, {
          ...options,
          steps: stop,
          history,
        });
        assertEquals(begun.history!.iterations.at(-1), stop);
        const resumed = optimize(student, θ, {
          steps: 300,
          resumeFrom: begun.state,
          history: { ...history, earlier: begun.history! },
        });
        assertEquals(resumed.history, whole.history, `${stop}`);
      }
    });
  }
}

Deno.test("a step tells the history so far, its own point the last", () => {
  const steps = optimizeSteps(student, θ, {
    method: "gradientDescent",
    history: { points: 4 },
  });
  for (let k = 0; k < 8; k++) steps.next();
  const { value } = steps.next();
  assert(value && "history" in value && typeof value.history === "function");
  assertEquals([...value.history().iterations], [0, 4, 8, 9]);
  assertEquals(value.history().values.loss[3], value.loss);
});

Deno.test("optimize keeps no history unless it is asked to", () => {
  const { history } = optimize(student, θ, { steps: 2 });
  assertEquals(history, undefined);
});

Deno.test("gradientDescent is optimize of that method, and ends at the last point", () => {
  // −2 times as far each step: the start is the best point
  const valley = quadratic([1, 10]);
  const start = Float64Array.of(1, 1);
  const descent = gradientDescent(valley, start, {
    learningRate: 0.3,
    iterations: 10,
    points: 4,
    log,
  });
  const result = optimize(valley, start, {
    method: "gradientDescent",
    learningRate: 0.3,
    steps: 10,
    history: { points: 4, log },
  });
  assertEquals(descent.history, result.history);
  assertEquals(descent.parameters, result.state.parameters);
  assertEquals(descent.loss, result.lastLoss);
  assert(descent.loss > result.loss);
});

Deno.test("optimize refuses a history that has no meaning", () => {
  assertThrows(
    () => optimize(student, θ, { history: { points: 1 } }),
    RangeError,
    "Cannot record a history: 1 points",
  );
});
