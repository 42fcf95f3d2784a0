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
  solvers,
} from "../../lib/flow/mod.ts";
import { rotation, solvedProblems } from "./problems.ts";

const adaptive = Object.values(solvers).filter(({ errorOrder }) =>
  errorOrder !== undefined
);

for (const { name, order } of adaptive) {
  Deno.test(`${name} keeps errors near the tolerance and ends at until`, () => {
    // many small steps, or a history of them, add up more
    const allowed = order < 3 || name.startsWith("bdf") ? 500 : 50;
    const tolerances = order > 3 ? [1e-4, 1e-6, 1e-8, 1e-10] : [1e-4, 1e-6];
    for (const problem of solvedProblems) {
      for (const tolerance of tolerances) {
        const result = integrate(problem, problem.initial, {
          solver: name as Solver,
          until: problem.end,
          relativeTolerance: tolerance,
          absoluteTolerance: tolerance,
        });
        assertEquals(result.status, "completed");
        assertEquals(result.time, problem.end);
        problem.exact(problem.end).forEach((e, i) => {
          assertLess(Math.abs(result.y[i] - e), allowed * tolerance);
        });
      }
    }
  });
}

Deno.test("integrate solves the Arenstorf orbit with every explicit pair", () => {
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
  for (const solver of ["tsit5", "dopri5", "dop853"] as const) {
    const { status, y, steps } = integrate(arenstorf, initial, {
      solver,
      until: 17.0652165601579625588917206249,
      relativeTolerance: 1e-12,
      absoluteTolerance: 1e-12,
    });
    assertEquals(status, "completed");
    assertLess(steps, solver === "dop853" ? 600 : 4000);
    assertAlmostEquals(y[0], initial[0], 1e-5);
    assertAlmostEquals(y[1], initial[1], 1e-5);
  }
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
    [{ until: 1, solver: "euler9" as Solver }, "expected one of euler, heun"],
    [{ until: 1, solver: "rk4" }, "rk4 and no stepSize"],
    [{ until: 1, stepSize: -1 }, "stepSize -1"],
    [{ until: 1, absoluteTolerance: [1, 1] }, "2 absolute tolerances"],
    [{ until: 1, absoluteTolerance: [1, 0, 1] }, "absoluteTolerance 0"],
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

Deno.test("integrate locates an event on the dense output, the first of several", () => {
  const y0 = rotation.initial; // (cos t, sin t, …)
  for (
    const solver of ["tsit5", "dop853", "rodas5p", "kencarp58", "bdf"] as const
  ) {
    const options = {
      solver,
      until: 3,
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-9,
    };
    let last = { time: 0, y: y0 };
    const run = integrateSteps(rotation, y0, {
      ...options,
      events: [
        { status: "stalled", value: (t) => 1.2 - t },
        { status: "converged", value: (_, y) => y[0] - 0.5 },
      ],
    });
    for (;;) {
      const { done, value } = run.next();
      if (!done) {
        last = { time: value.time, y: value.y.slice() };
        continue;
      }
      assertEquals(value.status, "converged");
      assertAlmostEquals(value.time, Math.PI / 3, 1e-6);
      assertAlmostEquals(value.y[0], 0.5, 1e-8);
      assert(value.y[0] <= 0.5);
      // the step that is yielded last is cut there, too
      assertEquals(last, { time: value.time, y: value.y });
      break;
    }
  }
});

Deno.test("integrate ends at once where an event has already fallen", () => {
  const result = integrate(rotation, rotation.initial, {
    until: 1,
    events: [{ status: "converged", value: (_, y) => y[1] }],
  });
  assertEquals(result.status, "converged");
  assertEquals(result.steps, 0);
});

Deno.test("integrate ends where the equations of a fixed step have no solution", () => {
  // y = 1 + h (y² + 1) has no real solution for h > 0.21
  const { status, rejected } = integrate(
    {
      dimension: 1,
      derivative: (_, y, out) => void (out[0] = y[0] ** 2 + 1),
    },
    Float64Array.of(1),
    { solver: "bdf", until: 10, stepSize: 1 },
  );
  assertEquals(status, "stalled");
  assertEquals(rejected, 0);
});

Deno.test("tolerances below rounding are those of rounding: steps go on", () => {
  const least = { relativeTolerance: 1e-30, absoluteTolerance: 1e-30 };
  const [problem] = solvedProblems;
  for (const { name, order } of adaptive) {
    if (order < 5 || name.startsWith("bdf")) continue;
    const { status, steps } = integrate(problem, problem.initial, {
      solver: name as Solver,
      until: problem.end,
      ...least,
    });
    assertEquals(status, "completed", name);
    assertLess(steps, 1e5, name);
  }
});
