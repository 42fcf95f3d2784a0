import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  checkedTableau,
  integrateSteps,
  type OdeMethod,
  type Solver,
  solvers,
} from "../../lib/flow/mod.ts";
import { type SolvedProblem, solvedProblems } from "./problems.ts";

/** Largest errors at the step ends, and of the dense output between them. */
function errors(problem: SolvedProblem, solver: Solver, steps: number) {
  let ends = 0;
  let between = 0;
  const out = new Float64Array(problem.dimension);
  const run = integrateSteps(problem, problem.initial, {
    solver,
    until: problem.end,
    fixedStep: problem.end / steps,
  });
  for (const step of run) {
    ends = Math.max(ends, distance(step.y, problem.exact(step.time)));
    for (const s of [0.2, 0.45, 0.7]) {
      const t = step.previousTime + s * (step.time - step.previousTime);
      step.interpolate(t, out);
      between = Math.max(between, distance(out, problem.exact(t)));
    }
  }
  return { ends, between };
}

function distance(y: ArrayLike<number>, exact: number[]): number {
  return Math.max(...exact.map((e, i) => Math.abs(y[i] - e)));
}

/** The slope of log error against log step, by least squares. */
function order(stepCounts: number[], error: (steps: number) => number): number {
  const xs = stepCounts.map((n) => -Math.log(n));
  const ys = stepCounts.map((n) => Math.log(error(n)));
  const x̄ = xs.reduce((a, b) => a + b) / xs.length;
  const ȳ = ys.reduce((a, b) => a + b) / ys.length;
  let covariance = 0;
  let variance = 0;
  xs.forEach((x, i) => {
    covariance += (x - x̄) * (ys[i] - ȳ);
    variance += (x - x̄) ** 2;
  });
  return covariance / variance;
}

const denseOrders: Record<Solver, number> = { tsit5: 4 };
const counts = [24, 32, 48, 64, 96];

for (const [name, method] of Object.entries(solvers) as [Solver, OdeMethod][]) {
  for (const problem of solvedProblems) {
    Deno.test(`${name} has order ${method.order} on ${problem.name}`, () => {
      const measured = order(counts, (n) => errors(problem, name, n).ends);
      assertAlmostEquals(measured, method.order, 0.35);
    });

    Deno.test(`${name} dense output has order ${denseOrders[name]} on ${problem.name}`, () => {
      // a local error of one order more, as the global error of the method
      const measured = order(counts, (n) => errors(problem, name, n).between);
      assertAlmostEquals(measured, denseOrders[name] + 1, 0.5);
    });
  }
}

Deno.test("checkedTableau refuses a mistyped digit", () => {
  const euler = {
    name: "euler",
    order: 1,
    embeddedOrder: 0,
    c: [0],
    a: [[]],
    b: [1],
    bError: [0],
    dense: [[1]],
  };
  assertEquals(checkedTableau(euler), euler);
  const wrong = { ...euler, b: [1.001], dense: [[1.001]] };
  assertThrows(() => checkedTableau(wrong), RangeError, "Σ b c^0 is 1.001");
  assertThrows(
    () => checkedTableau({ ...euler, c: [0.5] }),
    RangeError,
    "row 0",
  );
});
