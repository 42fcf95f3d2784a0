import { assert, assertEquals, assertLess } from "@std/assert";
import { integrate, type Solver } from "../../lib/flow/mod.ts";
import { stiffProblems } from "./stiff_problems.ts";

/**
 * Tolerances, and how many of them the relative error at the end may be: an
 * estimate bounds the error of a step, and steps add up.
 */
const solverTable: [Solver, number[], number][] = [
  ["ros3p", [1e-4, 1e-6], 10],
  ["rodas5p", [1e-4, 1e-6, 1e-8, 1e-10], 5],
  ["trbdf2", [1e-4, 1e-6], 2000],
  ["kencarp4", [1e-4, 1e-6, 1e-8], 150],
  ["kencarp58", [1e-4, 1e-6, 1e-8, 1e-10], 20],
  ["bdf", [1e-4, 1e-6, 1e-8], 300],
  ["bdfKrylov", [1e-4, 1e-6, 1e-8], 500],
];

for (const [solver, tolerances, allowed] of solverTable) {
  for (const problem of stiffProblems) {
    Deno.test(`${solver} solves ${problem.name} to its tolerance`, () => {
      for (const tolerance of tolerances) {
        const result = integrate(problem, problem.initial, {
          solver,
          until: problem.end,
          relativeTolerance: tolerance,
          absoluteTolerance: problem.scale.map((scale) => tolerance * scale),
        });
        assertEquals(result.status, "completed");
        const error = Math.max(
          ...problem.solution.map((want, i) =>
            Math.abs(result.y[i] / want - 1)
          ),
        );
        assertLess(error, allowed * tolerance);
        assertLess(result.steps, 30000);
      }
    });
  }
}

Deno.test("stiff solvers take the same steps with a Jacobian by differences", () => {
  const robertson = stiffProblems[0];
  const { jacobian: _, jacobianVectorProduct: __, ...plain } = robertson;
  for (const [solver] of solverTable) {
    const options = {
      solver,
      until: 1e6,
      relativeTolerance: 1e-5,
      absoluteTolerance: robertson.scale.map((scale) => 1e-5 * scale),
    };
    const exact = integrate(robertson, robertson.initial, options);
    const differences = integrate(plain, robertson.initial, options);
    assert(Math.abs(exact.steps - differences.steps) <= 0.1 * exact.steps);
    assertEquals(exact.jacobianProducts > 0, solver === "bdfKrylov");
    assertEquals(exact.jacobians > 0, solver !== "bdfKrylov");
    assert(differences.evaluations >= exact.evaluations);
  }
});

Deno.test("stiff solvers need far fewer steps than explicit ones", () => {
  // λ = −10⁵, 1: stability holds an explicit step near 3·10⁻⁵
  const stiff = {
    dimension: 2,
    derivative(t: number, y: Float64Array, out: Float64Array): void {
      out[0] = -1e5 * (y[0] - Math.cos(t)) - Math.sin(t);
      out[1] = -y[1];
    },
  };
  const initial = Float64Array.of(1, 1);
  const explicit = integrate(stiff, initial, { until: 1 });
  assert(explicit.steps > 10000);
  for (const [solver] of solverTable) {
    const { steps, y } = integrate(stiff, initial, { solver, until: 1 });
    assertLess(steps, 600);
    assertLess(Math.abs(y[0] - Math.cos(1)), 1e-4);
    assertLess(Math.abs(y[1] - Math.exp(-1)), 1e-4);
  }
});
