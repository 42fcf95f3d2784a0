import { assertEquals, assertLess } from "@std/assert";
// @ts-types="./odex.d.ts"
import { Solver as Odex } from "odex";
import { integrate, type OdeProblem } from "../../lib/flow/mod.ts";

interface Start extends OdeProblem {
  readonly name: string;
  readonly initial: Float64Array;
  readonly end: number;
}

/** Problems without a closed form. */
const problems: readonly Start[] = [
  {
    name: "Lorenz",
    dimension: 3,
    initial: Float64Array.of(1, 1, 1),
    end: 3,
    derivative(_, y, out) {
      out[0] = 10 * (y[1] - y[0]);
      out[1] = y[0] * (28 - y[2]) - y[1];
      out[2] = y[0] * y[1] - 8 / 3 * y[2];
    },
  },
  {
    name: "Brusselator",
    dimension: 2,
    initial: Float64Array.of(1.5, 3),
    end: 20,
    derivative(_, y, out) {
      out[0] = 1 + y[0] ** 2 * y[1] - 4 * y[0];
      out[1] = 3 * y[0] - y[0] ** 2 * y[1];
    },
  },
  {
    name: "driven pendulum",
    dimension: 2,
    initial: Float64Array.of(2, 0),
    end: 10,
    derivative(t, y, out) {
      out[0] = y[1];
      out[1] = -Math.sin(y[0]) - 0.1 * y[1] + Math.cos(1.3 * t);
    },
  },
];

function odexSolution(problem: Start): number[] {
  const oracle = new Odex(problem.dimension);
  oracle.relativeTolerance = 1e-12;
  oracle.absoluteTolerance = 1e-12;
  const out = new Float64Array(problem.dimension);
  return oracle.solve(
    (t, y) => {
      problem.derivative(t, Float64Array.from(y), out);
      return Array.from(out);
    },
    0,
    Array.from(problem.initial),
    problem.end,
  ).y;
}

for (const solver of ["tsit5", "dopri5", "dop853"] as const) {
  for (const problem of problems) {
    Deno.test(`${solver} agrees with odex on the ${problem.name}`, () => {
      const want = odexSolution(problem);
      for (const tolerance of [1e-6, 1e-9]) {
        const { status, y } = integrate(problem, problem.initial, {
          solver,
          until: problem.end,
          relativeTolerance: tolerance,
          absoluteTolerance: tolerance,
        });
        assertEquals(status, "completed");
        want.forEach((value, i) =>
          assertLess(Math.abs(y[i] - value), 300 * tolerance)
        );
      }
    });
  }
}

for (
  const [solver, stepSize, accuracy] of [
    ["euler", 2e-5, 1e-2],
    ["heun", 1e-3, 1e-3],
    ["rk4", 1e-2, 1e-4],
  ] as const
) {
  Deno.test(`${solver} agrees with odex at a small step size`, () => {
    const problem = problems[2];
    const want = odexSolution(problem);
    const { y } = integrate(problem, problem.initial, {
      solver,
      until: problem.end,
      stepSize,
    });
    want.forEach((value, i) => assertLess(Math.abs(y[i] - value), accuracy));
  });
}
