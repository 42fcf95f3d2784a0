import { assertAlmostEquals } from "@std/assert";
import {
  bdfMethod,
  integrateSteps,
  type OdeMethod,
  type Solver,
  solvers,
} from "../../lib/flow/mod.ts";
import { errors, measuredOrder } from "./orders.ts";
import { solvedProblems, steered } from "./problems.ts";
import { stepBy } from "./step_by.ts";

const denseOrders: Partial<Record<Solver, number>> = {
  euler: 1,
  heun: 2,
  rk4: 3,
  tsit5: 4,
  dopri5: 4,
  dop853: 7,
  ros3p: 2,
  rodas5p: 4,
  trbdf2: 2,
  kencarp4: 3,
  kencarp58: 4,
};

function stepCounts(order: number): number[] {
  if (order <= 2) return [100, 150, 200, 300];
  return order < 8 ? [24, 32, 48, 64, 96] : [6, 8, 12, 16, 24];
}

for (const [name, dense] of Object.entries(denseOrders) as [Solver, number][]) {
  const { order } = solvers[name];
  const counts = stepCounts(order);
  for (const problem of solvedProblems) {
    Deno.test(`${name} has order ${order} on ${problem.name}`, () => {
      const measured = measuredOrder(
        counts,
        (n) => errors(problem, name, n).ends,
      );
      // dop853 is better than its order on one of the problems
      assertAlmostEquals(measured, order, order < 8 ? 0.35 : 0.8);
    });

    Deno.test(`${name} dense output has order ${dense} on ${problem.name}`, () => {
      // a local error of one order more, below the global error of the method
      const measured = measuredOrder(
        counts,
        (n) => errors(problem, name, n).between,
      );
      assertAlmostEquals(measured, Math.min(dense + 1, order), 0.35);
    });
  }
}

for (let order = 1; order <= 5; order++) {
  const method: OdeMethod = bdfMethod({
    name: `bdf${order}`,
    linearSolver: "dense",
    maxOrder: order,
  });

  Deno.test(`bdf held at order ${order} converges so, between steps too`, () => {
    // errors of the first steps, which are of order 1, have died out by then
    const counts = order < 3 ? [200, 300, 400, 600] : [100, 150, 200, 300];
    const measured = measuredOrder(counts, (n) => {
      const size = steered.end / n;
      let worst = 0;
      stepBy(method, steered, size, n, (time, y, interpolate) => {
        if (time < 0.8 * steered.end) return;
        for (const s of [0.3, 0.6]) {
          const between = time - (1 - s) * size;
          const error = interpolate(s)[0] - steered.exact(between)[0];
          worst = Math.max(worst, Math.abs(error));
        }
        worst = Math.max(worst, Math.abs(y[0] - steered.exact(time)[0]));
      });
      return worst;
    });
    assertAlmostEquals(measured, order, 0.35);
  });
}

Deno.test("bdf dense output passes through the ends of its steps", () => {
  const problem = solvedProblems[0];
  const start = new Float64Array(problem.dimension);
  const end = new Float64Array(problem.dimension);
  let previous = problem.initial.slice();
  for (
    const step of integrateSteps(problem, problem.initial, {
      solver: "bdf",
      until: problem.end,
    })
  ) {
    step.interpolate(step.previousTime, start);
    step.interpolate(step.time, end);
    for (let i = 0; i < start.length; i++) {
      // the history is that of equal steps: earlier points are interpolated
      assertAlmostEquals(start[i], previous[i], 1e-5);
      assertAlmostEquals(end[i], step.y[i], 1e-14);
    }
    previous = step.y.slice();
  }
});
