import { addScaled, norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import type { Directions, LocalCurvature } from "./local_curvature.ts";

/**
 * A Newton step must be followed by one that is shorter by this. Towards a zero
 * of order m of ∇L steps shrink by (1 − 1/m)^m < 1/e, towards infinity by more
 * than 1/e; the theorem of Kantorovich wants 1/4 for a simple zero. A third
 * admits m up to 5.
 */
const leastContraction = 1 / 3;

/** Steps this many times longer than those that rounding alone makes count. */
const significance = 10;

const maxSteps = 12;

/** A zero of ∇L in some directions. */
export interface NearestZero {
  readonly parameters: Float64Array;
  /** ∇L there. */
  readonly gradient: Float64Array;
  readonly curvature: LocalCurvature;
  /** From where the search began. */
  readonly distance: number;
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
  along: Directions,
  { first, curvatureAt, noise, within }: {
    readonly first: LocalCurvature;
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
  const least = Number.EPSILON * Math.max(1, norm(θ));
  let curvature = first;
  let contraction: number | undefined;

  for (let count = 0; count < maxSteps; count++) {
    const rounding = noise.reduce(
      (max, d) => Math.max(max, norm(curvature.newtonStep(d, along, next))),
      least,
    );
    const length = norm(curvature.newtonStep(gradient, along, step));
    if (length <= significance * rounding) break;
    addScaled(parameters, 1, step, parameters);
    if (!(distanceOf() <= within)) return undefined;
    objective.gradient(parameters, gradient);
    const after = norm(curvature.newtonStep(gradient, along, next));
    const ratio = after / length;
    const isRounding = after <= significance * rounding;
    if (!(ratio <= leastContraction || isRounding)) return undefined;
    contraction ??= ratio;
    const renewed = curvatureAt(parameters);
    if (renewed === undefined) return undefined;
    curvature = renewed;
    if (isRounding) break;
  }
  return {
    parameters,
    gradient,
    curvature,
    distance: distanceOf(),
    contraction: contraction ?? 0,
  };

  function distanceOf(): number {
    return norm(addScaled(parameters, -1, θ, next));
  }
}
