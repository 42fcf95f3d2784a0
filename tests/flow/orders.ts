import { integrateSteps, type Solver } from "../../lib/flow/mod.ts";
import type { SolvedProblem } from "./problems.ts";

/** Largest errors at the step ends, and of the dense output between them. */
export function errors(problem: SolvedProblem, solver: Solver, steps: number) {
  let ends = 0;
  let between = 0;
  const out = new Float64Array(problem.dimension);
  const run = integrateSteps(problem, problem.initial, {
    solver,
    until: problem.end,
    stepSize: problem.end / steps,
    // what the implicit methods solve their equations to
    relativeTolerance: 1e-12,
    absoluteTolerance: 1e-12,
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
export function measuredOrder(
  stepCounts: readonly number[],
  error: (steps: number) => number,
): number {
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
