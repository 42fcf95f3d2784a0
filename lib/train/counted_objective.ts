import type { Objective } from "../objective/objective.ts";

/** How often an objective was computed. */
export interface EvaluationCounts {
  loss: number;
  gradient: number;
  hessian: number;
}

/** The objective, counting into `counts`; a loss with gradient counts as both. */
export function countedObjective(
  objective: Objective,
  counts: EvaluationCounts,
): Objective {
  return {
    parameterCount: objective.parameterCount,
    loss(θ) {
      counts.loss++;
      return objective.loss(θ);
    },
    gradient(θ, out) {
      counts.gradient++;
      return objective.gradient(θ, out);
    },
    lossAndGradient(θ, out) {
      counts.loss++;
      counts.gradient++;
      return objective.lossAndGradient(θ, out);
    },
    hessian(θ, out) {
      counts.hessian++;
      return objective.hessian(θ, out);
    },
    hessianVectorProduct: (θ, v, out) =>
      objective.hessianVectorProduct(θ, v, out),
  };
}
