import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { type NullSpace, significance } from "./local_curvature.ts";

/**
 * Whether the loss falls along directions without curvature, with a slope that
 * is more than rounding and has not halved at the edge of what is nearby.
 *
 * A computed null direction is off by residual/gap at most (Davis and Kahan), by
 * which the gradient in other directions shows in it.
 */
export function hasSlope(
  { directions, leak }: NullSpace,
  objective: Objective,
  { parameters, gradient, noise, within }: {
    readonly parameters: Float64Array;
    readonly gradient: Float64Array;
    readonly noise: readonly Float64Array[];
    /** How far away is nearby, per parameter. */
    readonly within: Float64Array;
  },
): boolean {
  const slopes = slopesAlong(directions, gradient);
  const slope = norm(slopes);
  const rounding = noise.reduce(
    (max, d) => Math.max(max, norm(slopesAlong(directions, d))),
    leak(gradient),
  );
  if (slope <= significance * rounding) return false;
  const down = new Float64Array(parameters.length);
  directions.forEach((z, k) => addScaled(down, -slopes[k] / slope, z, down));
  const reach = down.reduce(
    (least, x, i) => Math.min(least, within[i] / Math.abs(x)),
    Infinity,
  );
  const there = addScaled(
    parameters,
    reach,
    down,
    new Float64Array(down.length),
  );
  return -dot(down, objective.gradient(there)) > slope / 2;
}

function slopesAlong(
  directions: readonly Float64Array[],
  g: Float64Array,
): Float64Array {
  return Float64Array.from(directions, (z) => dot(z, g));
}
