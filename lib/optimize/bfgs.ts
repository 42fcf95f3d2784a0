import { dot, matrixVector, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { DescentRun } from "./descent.ts";
import { firstStepByScale } from "./first_step.ts";
import { lineSearchMinimizer } from "./line_search_minimizer.ts";
import type { Minimizer, Point } from "./minimizer.ts";

/**
 * BFGS: d = −B ∇L, where B grows into the inverse Hessian from the differences
 * s in θ and y in ∇L of each step; B = (sᵀy/yᵀy) I at first (Nocedal and Wright,
 * Numerical optimization, 2006, section 6.1). Superlinear; O(p²) per step.
 */
export const bfgs: Minimizer = lineSearchMinimizer(
  "bfgs",
  { lineSearch: "hagerZhang", σ: 0.9 },
  quasiNewton,
);

function quasiNewton(objective: Objective, point: Point): DescentRun {
  const p = objective.parameterCount;
  const B = new Float64Array(p * p);
  const By = new Float64Array(p);
  let hasLearned = false;
  return {
    direction(out) {
      if (hasLearned) matrixVector(B, point.gradient, out);
      else out.set(point.gradient);
      for (let i = 0; i < p; i++) out[i] = -out[i];
      return true;
    },
    firstStep: (_, slope, previous) =>
      hasLearned ? 1 : firstStepByScale(point, slope, previous),
    learn(s, y) {
      const sy = dot(s, y);
      // a step without positive curvature says nothing that B could hold
      if (!(sy > Number.EPSILON * norm(s) * norm(y))) return;
      if (!hasLearned) {
        const scale = sy / dot(y, y);
        B.fill(0);
        for (let i = 0; i < p; i++) B[i * p + i] = scale;
        hasLearned = true;
      }
      matrixVector(B, y, By);
      const along = (1 + dot(y, By) / sy) / sy;
      for (let i = 0; i < p; i++) {
        const si = s[i];
        const Byi = By[i];
        for (let j = 0; j < p; j++) {
          B[i * p + j] += along * (si * s[j]) - (Byi * s[j] + si * By[j]) / sy;
        }
      }
    },
    forget() {
      const had = hasLearned;
      hasLearned = false;
      return had;
    },
  };
}
