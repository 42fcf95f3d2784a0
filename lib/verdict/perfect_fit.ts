import type { Objective } from "../objective/objective.ts";

/**
 * Whether a sum of squares is zero to rounding: no more than ε of the mean
 * squared target, as what is left of the targets' digits is half of them.
 * Nothing lower is possible. False where the loss is no sum of squares.
 */
export function isPerfectFit(objective: Objective, θ: Float64Array): boolean {
  const { residuals, data } = objective;
  if (!residuals || !data?.targets) return false;
  const { targets, weights, samples, outputCount } = data;
  let sum = 0;
  for (let n = 0; n < targets.length; n++) {
    const ω = weights?.[Math.floor(n / outputCount)] ?? 1;
    sum += ω * targets[n] * targets[n];
  }
  return objective.loss(θ) <= Number.EPSILON * sum / samples;
}
