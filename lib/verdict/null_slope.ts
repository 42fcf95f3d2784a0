import { addScaled, dot, infinityNorm, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { type LowEigenvalues, significance } from "./local_curvature.ts";

/**
 * Whether the loss falls along directions without curvature, with a slope that
 * is more than rounding and has not halved `within` that distance.
 *
 * A computed null direction is off by residual/gap at most (Davis and Kahan), by
 * which the gradient in other directions shows in it.
 */
export function hasSlope(
  { nullVectors, residuals, gap }: LowEigenvalues,
  objective: Objective,
  { parameters, gradient, noise, within }: {
    readonly parameters: Float64Array;
    readonly gradient: Float64Array;
    readonly noise: readonly Float64Array[];
    readonly within: number;
  },
): boolean {
  const slopes = projection(nullVectors, gradient);
  const slope = norm(slopes);
  const rounding = noise.reduce(
    (max, d) => Math.max(max, norm(projection(nullVectors, d))),
    norm(gradient) * infinityNorm(residuals) / gap,
  );
  if (slope <= significance * rounding) return false;
  const down = new Float64Array(parameters.length);
  nullVectors.forEach((z, k) => addScaled(down, -slopes[k] / slope, z, down));
  const there = addScaled(
    parameters,
    within,
    down,
    new Float64Array(down.length),
  );
  return -dot(down, objective.gradient(there)) > slope / 2;
}

function projection(
  vectors: readonly Float64Array[],
  g: Float64Array,
): Float64Array {
  return Float64Array.from(vectors, (z) => dot(z, g));
}
