import { dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { DescentRun } from "./descent.ts";
import { firstStepByScale } from "./first_step.ts";
import { lineSearchMinimizer } from "./line_search_minimizer.ts";
import type { Minimizer, Point } from "./minimizer.ts";

/** Bounds β from below (η there). */
const η = 0.01;

/** Starts anew after this many times p steps, as CG_DESCENT does. */
const restartFactor = 6;

/**
 * Nonlinear conjugate gradients: d ← −∇L + β d with the β of Hager and Zhang
 * (A new conjugate gradient method with guaranteed descent and an efficient
 * line search, 2005), which descends whatever the line search does.
 *
 * The first step of each search is −dᵀ∇L/dᵀHd, from one Hessian–vector product:
 * exact on quadratics, where the method ends after p steps at most. O(p) memory.
 */
export const conjugateGradient: Minimizer = lineSearchMinimizer(
  "conjugateGradient",
  { lineSearch: "hagerZhang", σ: 0.1 },
  conjugate,
);

function conjugate(objective: Objective, point: Point): DescentRun {
  const p = objective.parameterCount;
  const { gradient } = point;
  const d = new Float64Array(p);
  const Hd = new Float64Array(p);
  let β = 0;
  let steps = 0;
  return {
    direction(out) {
      for (let i = 0; i < p; i++) {
        out[i] = β === 0 ? -gradient[i] : β * d[i] - gradient[i];
      }
      if (!(dot(out, gradient) < 0)) {
        for (let i = 0; i < p; i++) out[i] = -gradient[i];
      }
      d.set(out);
      return true;
    },
    firstStep(direction, slope, previous) {
      objective.hessianVectorProduct(point.parameters, direction, Hd);
      const step = -slope / dot(direction, Hd);
      return step > 0 && step < Infinity
        ? step
        : firstStepByScale(point, slope, previous);
    },
    learn(_, y) {
      const dy = dot(d, y);
      const along = 2 * dot(y, y) / dy;
      let sum = 0;
      for (let i = 0; i < p; i++) sum += (y[i] - along * d[i]) * gradient[i];
      const least = -1 / (norm(d) * Math.min(η, norm(gradient)));
      β = Math.max(sum / dy, least);
      steps++;
      if (steps % (restartFactor * p) === 0 || !(β - β === 0)) β = 0;
    },
    forget() {
      const had = β !== 0;
      β = 0;
      return had;
    },
  };
}
