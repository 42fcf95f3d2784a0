import type { Objective } from "../objective/objective.ts";
import {
  anObjective,
  aTrajectory,
  checkArguments,
  checkOptions,
  number,
  type OptionTable,
} from "../options/mod.ts";
import { topEigenpairs } from "./top_eigenpairs.ts";
import { toEnd } from "../steps.ts";
import { someOf, type Way } from "./way.ts";

/** What {@linkcode sharpness} looks at. */
export interface SharpnessOptions {
  /** How many points of the way at most, 40 by default; at least 2. */
  readonly points?: number;
}

/** What {@linkcode sharpness} takes beside the way. */
export const sharpnessOptions: OptionTable<SharpnessOptions> = {
  points: number,
};

/** The largest eigenvalue of the Hessian along a way. */
export interface Sharpness {
  /** Times of the points looked at. */
  readonly times: Float64Array;
  /** λ₁ at each. */
  readonly values: Float64Array;
}

/** In λ₁ an error of the square of this. */
const relativeTolerance = 1e-6;

/**
 * The largest eigenvalue λ₁ of the exact Hessian at some points along a
 * training, first and last among them, from Hessian–vector products. Gradient
 * descent with learning rate η is unstable where λ₁ > 2/η.
 *
 * @throws {RangeError} If `points` is not an integer from 2 on, a point does not
 * have p parameters, or the Hessian there is not finite.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { customObjective, sharpness } from "@thalweg/thalweg";
 *
 * const quartic = customObjective({
 *   parameterCount: 1,
 *   loss: ([x]) => x ** 4,
 *   gradient: ([x]) => [4 * x ** 3],
 * });
 * const { values } = sharpness(quartic, {
 *   times: Float64Array.of(0, 1),
 *   parameters: [Float64Array.of(2), Float64Array.of(1)],
 * });
 * assertAlmostEquals(values[0], 48, 1e-6);
 * assertAlmostEquals(values[1], 12, 1e-6);
 * ```
 *
 * @see Cohen, Kaur, Li, Kolter and Talwalkar, Gradient descent on neural
 * networks typically occurs at the edge of stability, 2021.
 */
export function sharpness(
  objective: Objective,
  way: Way,
  options: SharpnessOptions = {},
): Sharpness {
  return toEnd(sharpnessSteps(objective, way, options));
}

/** {@linkcode sharpness}, yielding what there is after each point. */
export function* sharpnessSteps(
  objective: Objective,
  way: Way,
  options: SharpnessOptions = {},
): Generator<Sharpness, Sharpness> {
  const act = "look at the sharpness";
  checkArguments(act, { objective, way }, {
    objective: anObjective,
    way: aTrajectory,
  });
  checkOptions(act, options, sharpnessOptions);
  const { times, parameters } = way;
  const { points = 40 } = options;
  if (!Number.isInteger(points) || points < 2) {
    throw new RangeError(
      `Cannot look at the sharpness of ${points} points, expected an integer from 2 on`,
    );
  }
  const at = someOf(way, points);
  const count = at.length;
  const values = new Float64Array(count);
  const soFar = (length: number): Sharpness => ({
    times: Float64Array.from(at.slice(0, length), (i) => times[i]),
    values: values.slice(0, length),
  });
  for (let k = 0; k < count; k++) {
    const θ = parameters[at[k]];
    const { eigenvalues } = topEigenpairs(objective, θ, 1, {
      relativeTolerance,
    });
    values[k] = eigenvalues[0];
    yield soFar(k + 1);
  }
  return soFar(count);
}
