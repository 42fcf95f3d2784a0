import {
  infinityNorm,
  isFiniteVector,
  ldlt,
  ldltSolve,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { DescentRun } from "./descent.ts";
import { lineSearchMinimizer } from "./line_search_minimizer.ts";
import { makePositive } from "./make_positive.ts";
import type { Minimizer, Point } from "./minimizer.ts";

/**
 * Newton's method with a line search: d = −H⁻¹ ∇L, where the factorization
 * H = L D Lᵀ gets positive eigenvalues in D if it has others (Cheng and Higham,
 * A modified Cholesky algorithm based on a symmetric indefinite factorization,
 * 1998). One exact Hessian and p³/3 operations per step. Unlike trust-region
 * Newton it may end at a saddle, and crawls where H is nearly singular. Where H
 * vanishes, as of a linear loss, a step goes along −∇L as far as the parameters
 * are large.
 */
export const newton: Minimizer = lineSearchMinimizer(
  "newton",
  { lineSearch: "hagerZhang", σ: 0.9 },
  modifiedNewton,
);

function modifiedNewton(objective: Objective, point: Point): DescentRun {
  const p = objective.parameterCount;
  const H = new Float64Array(p * p);
  return {
    direction(out) {
      objective.hessian(point.parameters, H);
      let size = 0;
      for (let i = 0; i < H.length; i++) {
        if (!(Math.abs(H[i]) < Infinity)) return false;
        size = Math.max(size, Math.abs(H[i]));
      }
      const factorization = ldlt(H, p);
      makePositive(factorization, p, size);
      ldltSolve(factorization, point.gradient, out);
      // the scale of a step that H does not tell
      const isKnown = isFiniteVector(out);
      const scale = isKnown ? 1 : (infinityNorm(point.parameters) || 1) /
        infinityNorm(point.gradient);
      const along = isKnown ? out : point.gradient;
      for (let i = 0; i < p; i++) out[i] = -scale * along[i];
      return true;
    },
    firstStep: () => 1,
  };
}
