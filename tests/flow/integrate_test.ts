import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  integrate,
  integrateSteps,
  type OdeProblem,
  type Solver,
} from "../../lib/flow/mod.ts";
import { rotation, solvedProblems } from "./problems.ts";

Deno.test("integrate keeps errors near the tolerance and ends at until", () => {
  for (const problem of solvedProblems) {
    for (const tolerance of [1e-4, 1e-6, 1e-8, 1e-10]) {
      const result = integrate(problem, problem.initial, {
        until: problem.end,
        relativeTolerance: tolerance,
        absoluteTolerance: tolerance,
      });
      assertEquals(result.status, "completed");
      assertEquals(result.time, problem.end);
      problem.exact(problem.end).forEach((e, i) => {
        assertLess(Math.abs(result.y[i] - e), 20 * tolerance);
      });
    }
  }
});

Deno.test("integrate solves the Arenstorf orbit", () => {
  // Hairer, Nørsett and Wanner I, (0.1): periodic with period T
  const μ = 0.012277471;
  const arenstorf: OdeProblem = {
    dimension: 4,
    derivative(_, y, out) {
      const d1 = ((y[0] + μ) ** 2 + y[1] ** 2) ** 1.5;
      const d2 = ((y[0] - 1 + μ) ** 2 + y[1] ** 2) ** 1.5;
      out[0] = y[2];
      out[1] = y[3];
      out[2] = y[0] + 2 * y[3] - (1 - μ) * (y[0] + μ) / d1 -
        μ * (y[0] - 1 + μ) / d2;
      out[3] = y[1] - 2 * y[2] - (1 - μ) * y[1] / d1 - μ * y[1] / d2;
    },
  };
  const initial = Float64Array.of(
    0.994,
    0,
    0,
    -2.00158510637908252240537862224,
  );
  const { status, y, steps } = integrate(arenstorf, initial, {
    until: 17.0652165601579625588917206249,
    relativeTolerance: 1e-12,
    absoluteTolerance: 1e-12,
  });
  assertEquals(status, "completed");
  assertLess(steps, 4000);
  assertAlmostEquals(y[0], initial[0], 1e-5);
  assertAlmostEquals(y[1], initial[1], 1e-5);
});

Deno.test("integrateSteps yields times that join, from start to until", () => {
  let time = 1;
  let count = 0;
  const decay: OdeProblem = {
    dimension: 1,
    derivative(_, y, out) {
      out[0] = -y[0];
    },
  };
  const y0 = Float64Array.of(Math.exp(-1));
  const end = new Float64Array(1);
  const begin = new Float64Array(1);
  let previous = y0[0];
  for (const step of integrateSteps(decay, y0, { start: 1, until: 4 })) {
    count++;
    assertEquals(step.step, count);
    assertEquals(step.previousTime, time);
    assert(step.time > time);
    step.interpolate(step.previousTime, begin);
    step.interpolate(step.time, end);
    assertAlmostEquals(begin[0], previous, 1e-15);
    assertAlmostEquals(end[0], step.y[0], 1e-15);
    time = step.time;
    previous = step.y[0];
  }
  assertEquals(time, 4);
  assertEquals(y0[0], Math.exp(-1));
  assertAlmostEquals(previous, Math.exp(-4), 1e-6);
});

Deno.test("integrate says why it ended", () => {
  const y0 = rotation.initial;
  assertEquals(integrate(rotation, y0, { until: 1e9, maxSteps: 5 }).steps, 5);
  assertEquals(
    integrate(rotation, y0, { until: 1e9, maxSteps: 5 }).status,
    "max-steps",
  );
  assertEquals(
    integrate(rotation, y0, { until: 1e9, maxSeconds: 0.02 }).status,
    "max-time",
  );
  const controller = new AbortController();
  const run = integrateSteps(rotation, y0, {
    until: 1e9,
    signal: controller.signal,
  });
  run.next();
  controller.abort();
  const aborted = run.next();
  assert(aborted.done);
  assertEquals(aborted.value.status, "aborted");
  assertEquals(aborted.value.steps, 1);
  let looks = 0;
  const stopped = integrate(rotation, y0, {
    until: 1e9,
    event: () => looks++ === 3 ? "converged" : undefined,
  });
  assertEquals(stopped.status, "converged");
  assertEquals(integrate(rotation, y0, { until: 0 }).steps, 0);
});

Deno.test("integrate retries smaller where f is not finite, then gives up", () => {
  // √ is real only up to y = 1, where the solution ends
  const wall: OdeProblem = {
    dimension: 1,
    derivative(_, y, out) {
      out[0] = 1 + 0 * Math.sqrt(1 - y[0]);
    },
  };
  const blocked = integrate(wall, Float64Array.of(0), {
    until: 10,
    initialStep: 3,
  });
  assertEquals(blocked.status, "non-finite");
  assertAlmostEquals(blocked.y[0], 1, 1e-3);
  assert(blocked.steps > 0);
  const passed = integrate(wall, Float64Array.of(0), {
    until: 0.9,
    initialStep: 3,
  });
  assertEquals(passed.status, "completed");
  const never = integrate(
    { dimension: 1, derivative: (_, _y, out) => void out.fill(NaN) },
    Float64Array.of(0),
    { until: 1 },
  );
  assertEquals(never.status, "non-finite");
  assertEquals(never.steps, 0);
});

Deno.test("integrate refuses options that mean nothing", () => {
  const y0 = rotation.initial;
  const bad: [Parameters<typeof integrate>[2], string][] = [
    [{ until: NaN }, "until NaN"],
    [{ until: -1 }, "until -1"],
    [{ until: 1, relativeTolerance: 0 }, "relativeTolerance 0"],
    [{ until: 1, initialStep: Infinity }, "initialStep"],
    [{ until: 1, solver: "euler9" as Solver }, "expected one of tsit5"],
  ];
  for (const [options, message] of bad) {
    assertThrows(() => integrate(rotation, y0, options), RangeError, message);
  }
  assertThrows(
    () => integrate(rotation, new Float64Array(2), { until: 1 }),
    RangeError,
    "from 2 initial values, expected 3",
  );
});
