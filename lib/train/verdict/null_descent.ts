import { addScaled, infinityNorm, norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { randomGenerator } from "../../random/mod.ts";
import type { LocalCurvature } from "./local_curvature.ts";

/** Directions tried, each both ways. */
const tries = 8;
/** How far along each, in comparison with θ or 1, in this order. */
const reaches = [1e-3, 1e-2, 1e-1];
/** Newton steps across that bring a point back to the floor of a stiff valley. */
const corrections = 3;

/**
 * Whether the loss falls from a zero of ∇L along random directions without
 * curvature, as it does to third or higher order at degenerate saddles.
 *
 * A point of lower loss counts only if the loss does not rise on the way there,
 * and if it is lower by more than curvature within the bounds on eigenvalues
 * explains.
 *
 * @param rounding Losses that differ by less are equal.
 */
export function fallsFrom(
  parameters: Float64Array,
  objective: Objective,
  curvature: LocalCurvature,
  rounding: number,
): boolean {
  const { nullVectors, bounds } = curvature.lowest();
  const unseen = infinityNorm(bounds) / 2;
  const p = parameters.length;
  const random = randomGenerator(0);
  const start = objective.loss(parameters);
  const scale = Math.max(1, norm(parameters));
  const point = new Float64Array(p);
  const gradient = new Float64Array(p);
  const step = new Float64Array(p);

  /** L beside the point at that reach; Infinity where that is far away. */
  function lossAt(reach: number, direction: Float64Array): number {
    addScaled(parameters, reach * scale, direction, point);
    for (let k = 0; k < corrections; k++) {
      objective.gradient(point, gradient);
      curvature.newtonStep(gradient, "stiff", step);
      addScaled(point, 1, step, point);
    }
    const distance = norm(addScaled(point, -1, parameters, step));
    return distance <= 2 * reach * scale ? objective.loss(point) : Infinity;
  }

  function fallsAlong(direction: Float64Array): boolean {
    for (const reach of reaches) {
      const change = lossAt(reach, direction) - start;
      const equal = rounding + unseen * (reach * scale) ** 2;
      if (change < -equal) return true;
      if (!(change <= equal)) return false;
    }
    return false;
  }

  for (let k = 0; k < (nullVectors.length === 1 ? 1 : tries); k++) {
    const direction = new Float64Array(p);
    for (const z of nullVectors) {
      addScaled(direction, random.normal(), z, direction);
    }
    const length = norm(direction);
    for (const sign of [1, -1]) {
      if (fallsAlong(direction.map((x) => sign * x / length))) return true;
    }
  }
  return false;
}
