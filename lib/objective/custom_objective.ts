import type { Intervals } from "../interval/mod.ts";
import { matrixVector } from "../linalg/mod.ts";
import {
  callable,
  checkOptions,
  number,
  type OptionTable,
  required,
} from "../options/mod.ts";
import { checkLength } from "./check_length.ts";
import {
  gradientByDifferences,
  hessianByGradientDifferences,
  hessianByLossDifferences,
  hessianVectorByGradientDifferences,
  hessianVectorByLossDifferences,
  reachOf,
} from "./differences.ts";
import type { Enclosure } from "./enclosure.ts";
import type { Objective } from "./objective.ts";

/** A user's own loss with the derivatives there are. */
export interface CustomObjectiveOptions {
  /** Length p of θ. */
  readonly parameterCount: number;
  /** L(θ). */
  readonly loss: (θ: Float64Array) => number;
  /** ∇L(θ), p numbers. */
  readonly gradient?: (θ: Float64Array) => ArrayLike<number>;
  /** ∇²L(θ), p × p numbers, row-major, symmetric. */
  readonly hessian?: (θ: Float64Array) => ArrayLike<number>;
  /** Intervals that hold the derivatives for all θ in a box, for proofs. */
  readonly enclosure?: (box: Intervals) => Enclosure;
  /**
   * Numbers by which an atlas tells points apart: two critical points of one loss
   * are the same where these are equal.
   */
  readonly invariant?: (θ: Float64Array) => ArrayLike<number>;
}

/**
 * Steps of other differences, times those that are best: halves tell from curvature
 * a kink that is nearer than one step, longer ones one that is in the middle.
 */
const otherSteps = [1 / 2, 4];

/** What {@linkcode customObjective} takes. */
export const customObjectiveOptions: OptionTable<CustomObjectiveOptions> = {
  parameterCount: required(number),
  loss: required(callable),
  gradient: callable,
  hessian: callable,
  enclosure: callable,
  invariant: callable,
};

/**
 * An objective from the user's own functions. Missing derivatives come from
 * central differences.
 *
 * Accuracy, relative, for a smooth loss and parameters of order one: gradient
 * 1e-10 (2p losses); Hessian and Hessian–vector product 1e-10 from the gradient
 * (2p gradients and 2), 1e-7 from the loss alone (2p² and 4p losses).
 *
 * @throws {RangeError} If parameterCount is not a positive integer. The
 * methods: if a vector does not have the right length.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { customObjective } from "@thalweg/thalweg";
 *
 * const bowl = customObjective({
 *   parameterCount: 2,
 *   loss: ([x, y]) => x * x + 3 * y * y,
 * });
 * assertAlmostEquals(bowl.gradient(Float64Array.of(1, 1))[1], 6, 1e-8);
 * ```
 */
export function customObjective(options: CustomObjectiveOptions): Objective {
  checkOptions("build the objective", options, customObjectiveOptions);
  const { parameterCount: p, loss, gradient, hessian, enclosure, invariant } =
    options;
  if (!Number.isSafeInteger(p) || p < 1) {
    throw new RangeError(
      `Cannot build the objective: parameterCount ${p}, expected a positive ` +
        `integer`,
    );
  }

  function fill(
    out: Float64Array,
    values: ArrayLike<number>,
    what: string,
  ): Float64Array {
    checkLength(`${what} function's result`, values, out.length);
    out.set(values);
    return out;
  }

  function gradientAt(
    θ: Float64Array,
    out: Float64Array = new Float64Array(p),
    times = 1,
  ): Float64Array {
    checkLength("parameter vector", θ, p);
    checkLength("gradient", out, p);
    return gradient
      ? fill(out, gradient(θ), "gradient")
      : gradientByDifferences(loss, θ, out, times);
  }

  function hessianAt(
    θ: Float64Array,
    out: Float64Array = new Float64Array(p * p),
    times = 1,
  ): Float64Array {
    checkLength("parameter vector", θ, p);
    checkLength("Hessian", out, p * p);
    if (hessian) return fill(out, hessian(θ), "Hessian");
    return gradient
      ? hessianByGradientDifferences(gradientAt, θ, out, times)
      : hessianByLossDifferences(loss, θ, out, times);
  }

  /** With derivatives by differences over so many times longer steps. */
  function build(times: number): Objective {
    return {
      parameterCount: p,
      backend: "custom",
      ...(enclosure && { enclosure }),
      ...(invariant && {
        invariant: (θ) => Float64Array.from(invariant(θ)),
      }),
      loss(θ) {
        checkLength("parameter vector", θ, p);
        return loss(θ);
      },
      gradient: (θ, out) => gradientAt(θ, out, times),
      lossAndGradient(θ, out) {
        gradientAt(θ, out, times);
        return loss(θ);
      },
      hessian: (θ, out) => hessianAt(θ, out, times),
      hessianVectorProduct(θ, v, out = new Float64Array(p)) {
        checkLength("direction", v, p);
        checkLength("product", out, p);
        if (hessian) return matrixVector(hessianAt(θ), v, out);
        checkLength("parameter vector", θ, p);
        return gradient
          ? hessianVectorByGradientDifferences(gradientAt, θ, v, out, times)
          : hessianVectorByLossDifferences(loss, θ, v, out, times);
      },
    };
  }

  const own = build(1);
  if (gradient && hessian) return own;
  const of = gradient ? "gradient" : "loss";
  return {
    ...own,
    differences: { of, reach: reachOf[of], others: otherSteps.map(build) },
  };
}
