import {
  callable,
  checkOptions,
  number,
  type OptionTable,
  required,
} from "../options/mod.ts";
import { transposedMatrixVector } from "../linalg/mod.ts";
import { checkLength } from "./check_length.ts";
import { customObjective } from "./custom_objective.ts";
import { jacobianByDifferences } from "./differences.ts";
import type { Objective } from "./objective.ts";

/** A user's own residuals. */
export interface LeastSquaresOptions {
  /** Length p of θ. */
  readonly parameterCount: number;
  /** r(θ): as many numbers for every θ. */
  readonly residuals: (θ: Float64Array) => ArrayLike<number>;
  /** ∂r/∂θ: a row of p numbers per residual, row-major. */
  readonly jacobian?: (θ: Float64Array) => ArrayLike<number>;
}

/** What {@linkcode leastSquaresObjective} takes. */
export const leastSquaresOptions: OptionTable<LeastSquaresOptions> = {
  parameterCount: required(number),
  residuals: required(callable),
  jacobian: callable,
};

/**
 * L(θ) = Σ rᵢ(θ)², the sum of squares of the user's own residuals: what
 * Levenberg and Marquardt's method needs. A missing Jacobian comes from central
 * differences (relative accuracy 1e-10), the Hessian from those of 2 Jᵀr.
 *
 * @throws {RangeError} If parameterCount is not a positive integer. The methods:
 * if a vector does not have the right length.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { leastSquaresObjective, minimize } from "@thalweg/thalweg";
 *
 * const x = [0, 1, 2, 3], y = [2, 1, 0.5, 0.25];
 * const fit = leastSquaresObjective({
 *   parameterCount: 2,
 *   residuals: ([a, k]) => x.map((x, i) => a * Math.exp(-k * x) - y[i]),
 * });
 * const { parameters } = minimize(fit, [1, 1], { method: "levenbergMarquardt" });
 * assertAlmostEquals(parameters[1], Math.log(2), 1e-8);
 * ```
 */
export function leastSquaresObjective(options: LeastSquaresOptions): Objective {
  checkOptions("build the objective", options, leastSquaresOptions);
  const { parameterCount: p, residuals, jacobian } = options;

  function residualsAt(θ: Float64Array, out?: Float64Array): Float64Array {
    return filled("residuals function's result", residuals(θ), out);
  }

  function jacobianAt(θ: Float64Array, out?: Float64Array): Float64Array {
    if (!jacobian) return jacobianByDifferences(residuals, θ, out);
    return filled("jacobian function's result", jacobian(θ), out);
  }

  const objective = customObjective({
    parameterCount: p,
    loss: (θ) => residualsAt(θ).reduce((sum, r) => sum + r * r, 0),
    gradient(θ) {
      const r = residualsAt(θ);
      const J = jacobianAt(θ);
      checkLength("jacobian function's result", J, r.length * p);
      const half = transposedMatrixVector(J, r, new Float64Array(p));
      return half.map((x) => 2 * x);
    },
  });
  return { ...objective, residuals: residualsAt, jacobian: jacobianAt };
}

function filled(
  what: string,
  values: ArrayLike<number>,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  checkLength(what, values, out.length);
  out.set(values);
  return out;
}
