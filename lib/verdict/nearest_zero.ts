import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  type Directions,
  type LocalCurvature,
  scaleOf,
} from "./local_curvature.ts";

/**
 * A Newton step must be followed by one that is shorter by this. Towards a zero
 * of order m of ∇L steps shrink by (1 − 1/m)^m < 1/e, towards infinity by more
 * than 1/e; the theorem of Kantorovich wants 1/4 for a simple zero. A third
 * admits m up to 5.
 */
const leastContraction = 1 / 3;

const maxSteps = 12;

/** A zero of ∇L in some directions. */
export interface NearestZero {
  readonly parameters: Float64Array;
  /** ∇L there. */
  readonly gradient: Float64Array;
  readonly curvature: LocalCurvature;
  /** Of the first two steps; 0 where the first was rounding already. */
  readonly contraction: number;
}

/**
 * Newton's method on ∇L = 0 from θ, to the accuracy that rounding allows;
 * undefined where it leaves the neighborhood or does not contract.
 *
 * Contraction is that of simplified Newton steps −H⁻¹∇L with one H, which does
 * not depend on the units of parameters or of the loss (Deuflhard, Newton
 * methods for nonlinear problems, 2004, section 2.1).
 *
 * @param first The curvature at θ.
 * @param noise Differences of gradients that are rounding.
 */
export function nearestZero(
  objective: Objective,
  θ: Float64Array,
  first: LocalCurvature,
  along: Directions,
  { curvatureAt, noise, within }: {
    readonly curvatureAt: (θ: Float64Array) => LocalCurvature | undefined;
    readonly noise: readonly Float64Array[];
    readonly within: number;
  },
): NearestZero | undefined {
  const p = θ.length;
  const parameters = θ.slice();
  const gradient = objective.gradient(parameters);
  const step = new Float64Array(p);
  const next = new Float64Array(p);
  // parameters of this size have no digits for less
  const least = Number.EPSILON * scaleOf(θ);
  let curvature = first;
  let contraction = 0;

  for (let count = 0; count < maxSteps; count++) {
    const length = norm(curvature.newtonStep(gradient, noise, along, step));
    if (length <= least) break;
    addScaled(parameters, 1, step, parameters);
    if (!(distanceOf() <= within)) return undefined;
    objective.gradient(parameters, gradient);
    const after = norm(curvature.simplifiedStep(gradient, next));
    if (!(after <= leastContraction * length)) return undefined;
    if (count === 0) contraction = after / length;
    const renewed = curvatureAt(parameters);
    if (renewed === undefined) return undefined;
    curvature = renewed;
  }
  return { parameters, gradient, curvature, contraction };

  function distanceOf(): number {
    return norm(addScaled(parameters, -1, θ, next));
  }
}
