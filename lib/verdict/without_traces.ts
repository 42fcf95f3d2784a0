import type { Objective } from "../objective/objective.ts";
import { type Residue, significance } from "./local_curvature.ts";
import { isAsGood } from "./onward.ts";

/** Squares of less underflow, and with them what tells a gradient from 0. */
const nothing = 1e-150;

/** Losses that differ by this part are alike. */
const asLow = 1e-6;

/**
 * The point with parameters that are all but 0 set to 0, where that is a better
 * zero of ∇L; else undefined. Weights that are 0 make critical points of networks,
 * of which those beside know little: there products of what is left of several
 * weights are rounding of rounding.
 *
 * @param residue What there is of ∇L at θ, and what is all but 0.
 */
export function withoutTraces(
  objective: Objective,
  θ: Float64Array,
  residue: Residue,
): Float64Array | undefined {
  const { gradient, noise, within } = residue;
  const point = θ.map((x, i) => Math.abs(x) <= within[i] ? 0 : x);
  if (point.every((x, i) => x === θ[i])) return undefined;
  const isRounding = (x: number, i: number) =>
    noise.some((d) => Math.abs(x) <= significance * Math.abs(d[i]));
  const there = objective.gradient(point);
  const isBetter = there.some((x, i) =>
    isRounding(x, i) && !isRounding(gradient[i], i) ||
    θ[i] !== 0 && Math.abs(θ[i]) < nothing
  );
  if (!isBetter || !isAsGood(objective, point, residue)) return undefined;
  // small weights, in units of their own, may be all there is of a fit
  const loss = objective.loss(θ);
  return objective.loss(point) - loss <= asLow * Math.abs(loss)
    ? point
    : undefined;
}
