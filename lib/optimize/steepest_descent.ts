import type { DescentRun } from "./descent.ts";
import { firstStepByScale } from "./first_step.ts";
import { lineSearchMinimizer } from "./line_search_minimizer.ts";
import type { Minimizer, Point } from "./minimizer.ts";

/**
 * Gradient descent with a line search: d = −∇L. Linear convergence at the rate
 * of the condition number of the Hessian; a baseline.
 */
export const gradientDescent: Minimizer = lineSearchMinimizer(
  "gradientDescent",
  { lineSearch: "hagerZhang", σ: 0.9 },
  (_objective, point) => steepest(point),
);

function steepest(point: Point): DescentRun {
  const { gradient } = point;
  return {
    direction(out) {
      for (let i = 0; i < out.length; i++) out[i] = -gradient[i];
      return true;
    },
    firstStep: (_, slope, previous) => firstStepByScale(point, slope, previous),
  };
}
