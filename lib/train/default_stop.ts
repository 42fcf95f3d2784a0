import type { Objective } from "../objective/objective.ts";

/** ‖∇L‖∞ that is as good as zero where outputs are about 1. */
const least = 1e-12;
/** The same in parts of the loss that targets have beside outputs of 0. */
const leastPart = 1e-9;

/**
 * The ‖∇L‖∞ at which training has converged if nothing else is said: 1e-12, or less
 * where targets are small, of which the gradient cannot be more than small.
 */
export function defaultGradientNorm({ residuals, data }: Objective): number {
  if (!residuals || !data?.targets) return least;
  const { targets, weights, samples, outputCount } = data;
  let sum = 0;
  targets.forEach((t, k) => {
    sum += (weights?.[Math.floor(k / outputCount)] ?? 1) * t * t;
  });
  const loss = sum / samples;
  return loss > 0 ? Math.min(least, leastPart * loss) : least;
}
