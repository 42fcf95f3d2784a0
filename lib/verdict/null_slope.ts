import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { type NullSpace, significance } from "./local_curvature.ts";
import { nullAxes } from "./null_axes.ts";

/**
 * Whether the loss falls along directions without curvature, with a slope that
 * is more than rounding and has not halved at the edge of what is nearby.
 *
 * Each parameter is followed to its own edge: of a mixed direction the first that
 * comes to one would end it, far from the zeros of the others.
 *
 * A computed null direction is off by residual/gap at most (Davis and Kahan), by
 * which the gradient in other directions shows in it.
 */
export function hasSlope(
  { directions, leak }: NullSpace,
  units: Float64Array,
  objective: Objective,
  { parameters, gradient, noise, within }: {
    readonly parameters: Float64Array;
    readonly gradient: Float64Array;
    readonly noise: readonly Float64Array[];
    /** How far away is nearby, per parameter. */
    readonly within: Float64Array;
  },
): boolean {
  const lengthOf = (d: Float64Array) => norm(d.map((x, i) => x / units[i]));
  const leaked = leak(gradient);
  return nullAxes(directions, units).some((axis) => {
    const length = lengthOf(axis) / lengthOf(directions[0]);
    const slope = dot(axis, gradient);
    const rounding = noise.reduce(
      (max, d) => Math.max(max, Math.abs(dot(axis, d))),
      leaked * length,
    );
    if (Math.abs(slope) <= significance * rounding) return false;
    const reach = axis.reduce(
      (least, x, i) => Math.min(least, within[i] / Math.abs(x)),
      Infinity,
    );
    const there = addScaled(
      parameters,
      -Math.sign(slope) * reach,
      axis,
      new Float64Array(axis.length),
    );
    return Math.sign(slope) * dot(axis, objective.gradient(there)) >
      Math.abs(slope) / 2;
  });
}
