import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Directions, LocalCurvature } from "./local_curvature.ts";

/**
 * A Newton step must be followed by one that is shorter by this. Towards a zero
 * of order m of ∇L steps shrink by (1 − 1/m)^m < 1/e, towards infinity by more
 * than 1/e; the theorem of Kantorovich wants 1/4 for a simple zero. A third
 * admits m up to 5.
 */
const leastContraction = 1 / 3;

const maxSteps = 12;

/** Steps across a valley after one along it. */
const corrections = 2;

/**
 * Steps below this part of what is nearby need not contract: they have met
 * rounding, and bounds on eigenvalues hold what is left.
 */
const arrived = 1e-2;

/**
 * What Newton's method on ∇L = 0 found: `status` is "far" where it went beyond
 * what is nearby while it contracted, "none" where it did not contract.
 */
export type Search =
  | { readonly status: "found"; readonly zero: NearestZero }
  | { readonly status: "far" | "none"; readonly step: Float64Array };

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
 * Newton's method on ∇L = 0 from θ, to the accuracy that rounding allows.
 *
 * Contraction is that of simplified Newton steps −H⁻¹∇L with one H, which does
 * not depend on the units of parameters or of the loss (Deuflhard, Newton
 * methods for nonlinear problems, 2004, section 2.1).
 *
 * @param first The curvature at θ.
 * @param noise Differences of gradients that are rounding.
 * @param within How far from θ it may go, per parameter.
 */
export function nearestZero(
  objective: Objective,
  θ: Float64Array,
  first: LocalCurvature,
  along: Directions,
  { curvatureAt, noise, nearby, within }: {
    readonly curvatureAt: (θ: Float64Array) => LocalCurvature | undefined;
    readonly noise: readonly Float64Array[];
    readonly within: Float64Array;
    /** What is nearby, per parameter. */
    readonly nearby: Float64Array;
  },
): Search | undefined {
  const p = θ.length;
  const { units } = first;
  const parameters = θ.slice();
  const gradient = objective.gradient(parameters);
  const step = new Float64Array(p);
  const next = new Float64Array(p);
  // parameters of this size have no digits for less
  const least = θ.map((x) => Number.EPSILON * Math.abs(x));
  let curvature = first;
  let contraction = 0;

  for (let count = 0; count < maxSteps; count++) {
    curvature.newtonStep(gradient, noise, along, step);
    if (fits(step, least)) break;
    const length = lengthOf(step);
    addScaled(parameters, 1, step, parameters);
    objective.gradient(parameters, gradient);
    if (along === "resolved" && curvature.method === "dense") {
      // a step along a curved valley leaves its floor
      for (let k = 0; k < corrections; k++) {
        curvature.newtonStep(gradient, noise, "stiff", next);
        // of second order, unless it is rounding that it follows
        if (lengthOf(next) > length) break;
        addScaled(parameters, 1, next, parameters);
        objective.gradient(parameters, gradient);
      }
      curvature.newtonStep(gradient, noise, along, next);
    } else curvature.simplifiedStep(gradient, next);
    const after = lengthOf(next);
    const contracts = after <= leastContraction * length;
    const isNear = fits(addScaled(parameters, -1, θ, next), within);
    if (!isNear) return { status: contracts ? "far" : "none", step };
    if (!contracts && !fits(step, nearby, arrived)) {
      return { status: "none", step };
    }
    if (count === 0) contraction = after / length;
    const renewed = curvatureAt(parameters);
    if (renewed === undefined) return undefined;
    curvature = renewed;
    if (!contracts) break;
  }
  return {
    status: "found",
    zero: { parameters, gradient, curvature, contraction },
  };

  function lengthOf(step: Float64Array): number {
    return norm(step.map((x, i) => x / units[i]));
  }
}

/** Whether no entry is larger than that of the box. */
export function fits(
  step: Float64Array,
  box: Float64Array,
  part = 1,
): boolean {
  return step.every((x, i) => Math.abs(x) <= part * box[i]);
}
