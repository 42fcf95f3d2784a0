import { addScaled, infinityNorm, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";
import { type LocalCurvature, scaleOf } from "./local_curvature.ts";

/** Directions tried, each both ways. */
const tries = 8;
/** How far along each, in comparison with θ or 1, in this order. */
const reaches = [1e-3, 1e-2, 1e-1];
/**
 * A fall of the loss grows by less when the distance doubles: by 2^m where it is
 * of order m. Behind the edge of a plateau it begins at once.
 */
const steepest = 2 ** 10;
/** Newton steps across that bring a point back to the floor of a stiff valley. */
const corrections = 3;

/**
 * Whether the loss falls from a zero of ∇L along random directions without
 * curvature, as it does to third or higher order at degenerate saddles.
 *
 * A point of lower loss counts only if the loss falls all the way there like a
 * power of the distance, and if it is lower by more than curvature within the
 * bounds on eigenvalues explains.
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
  const scale = scaleOf(parameters);
  const point = new Float64Array(p);
  const gradient = new Float64Array(p);
  const step = new Float64Array(p);

  /** L beside the point at that reach; Infinity where that is far away. */
  function lossAt(reach: number, direction: Float64Array): number {
    addScaled(parameters, reach * scale, direction, point);
    for (let k = 0; k < corrections; k++) {
      objective.gradient(point, gradient);
      curvature.newtonStep(gradient, [], "stiff", step);
      addScaled(point, 1, step, point);
    }
    const distance = norm(addScaled(point, -1, parameters, step));
    return distance <= 2 * reach * scale ? objective.loss(point) : Infinity;
  }

  /** Changes of the loss that are none, at that reach. */
  function doubtAt(reach: number): number {
    return rounding + unseen * (reach * scale) ** 2;
  }

  function fallsToward(direction: Float64Array): boolean {
    for (const reach of reaches) {
      const change = lossAt(reach, direction) - start;
      const doubt = doubtAt(reach);
      if (change < -doubt) return fallsSteadily(reach, direction, -change);
      if (!(change <= doubt)) return false;
    }
    return false;
  }

  /** Whether a fall at that reach began at the start. */
  function fallsSteadily(
    reach: number,
    direction: Float64Array,
    fall: number,
  ): boolean {
    while (fall > doubtAt(reach)) {
      reach /= 2;
      const before = Math.max(
        start - lossAt(reach, direction),
        doubtAt(reach),
      );
      if (fall > steepest * before) return false;
      fall = before;
    }
    return true;
  }

  for (let k = 0; k < (nullVectors.length === 1 ? 1 : tries); k++) {
    const direction = new Float64Array(p);
    for (const z of nullVectors) {
      addScaled(direction, random.normal(), z, direction);
    }
    const length = norm(direction);
    for (const sign of [1, -1]) {
      if (fallsToward(direction.map((x) => sign * x / length))) return true;
    }
  }
  return false;
}
