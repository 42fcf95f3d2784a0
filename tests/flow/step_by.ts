import type { OdeMethod } from "../../lib/flow/mod.ts";
import { completeProblem } from "../../lib/flow/derivatives.ts";
import { errorNorm } from "../../lib/flow/tolerances.ts";
import type { SolvedProblem } from "./problems.ts";

/** Steps of equal size with a method that is not in the table of solvers. */
export function stepBy(
  method: OdeMethod,
  problem: SolvedProblem,
  size: number,
  steps: number,
  visit: (
    time: number,
    y: Float64Array,
    interpolate: (s: number) => Float64Array,
  ) => void,
): void {
  const n = problem.dimension;
  const counts = { evaluations: 0, jacobians: 0, jacobianProducts: 0 };
  // so small that the order always rises to the highest
  const tolerances = {
    relativeTolerance: 1e-14,
    absoluteTolerance: new Float64Array(n).fill(1e-14),
  };
  const yError = new Float64Array(n);
  const stepper = method.stepper(completeProblem(problem, counts), tolerances);
  let y: Float64Array = problem.initial.slice();
  stepper.begin(0, y);
  for (let k = 0; k < steps; k++) {
    const next = new Float64Array(n);
    const solved = stepper.attempt(
      k * size,
      y,
      size,
      next,
      yError,
    );
    if (!solved || !stepper.accept((k + 1) * size, next)) {
      throw new Error(`no step from ${k * size}`);
    }
    const before = y;
    visit(
      (k + 1) * size,
      next,
      (s) => stepper.interpolate(s, before, size, new Float64Array(n)),
    );
    stepper.grow?.(errorNorm(yError, next, next, tolerances));
    y = next;
  }
}
