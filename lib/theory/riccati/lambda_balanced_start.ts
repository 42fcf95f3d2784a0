import {
  anyOf,
  checkOptions,
  finiteFrom,
  listOf,
  number,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import { randomGenerator } from "../../random/mod.ts";
import { product, timesTransposed } from "../linear_model/matrices.ts";
import { randomOrthogonal } from "../linear_model/modulation.ts";

/** What {@linkcode lambdaBalancedStart} draws. */
export interface LambdaBalancedStartOptions {
  /** Features d. */
  readonly inputs: number;
  /** Hidden neurons h. */
  readonly hidden: number;
  /** Outputs o. */
  readonly outputs: number;
  /** ℓ in W₂ᵀW₂ − W₁W₁ᵀ = ℓ1; default 0. */
  readonly balance?: number;
  /**
   * Singular values of W₂W₁: one for all (default 0.1) or one for each of the
   * min(d, h, o).
   */
  readonly singularValues?: number | ArrayLike<number>;
  /** Of the rotations of inputs, hidden layer and outputs; default 0. */
  readonly seed?: number;
}

/** What {@linkcode lambdaBalancedStart} takes. */
export const lambdaBalancedStartOptions: OptionTable<
  LambdaBalancedStartOptions
> = {
  inputs: required(sizeFrom(1)),
  hidden: required(sizeFrom(1)),
  outputs: required(sizeFrom(1)),
  balance: number,
  singularValues: anyOf(finiteFrom(0), listOf(finiteFrom(0))),
  seed: number,
};

/** The weights of two layers without biases. */
export interface LinearWeights {
  /** W₁ (hidden × inputs, row-major). */
  readonly first: Float64Array;
  /** W₂ (outputs × hidden, row-major). */
  readonly second: Float64Array;
}

/**
 * A λ-balanced start: W₁ = R D₁ Vᵀ, W₂ = U D₂ Rᵀ with random rotations and
 * D₂² − D₁² = ℓ. The larger |ℓ|, the lazier the training: the layer with the
 * larger weights hardly moves.
 *
 * @throws {RangeError} If ℓ > 0 with more hidden neurons than outputs, or ℓ < 0
 * with more than inputs: W₂ᵀW₂ (W₁W₁ᵀ) then has a null direction, where the
 * difference cannot be ℓ. Or if a number is out of range.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lambdaBalancedStart } from "@thalweg/thalweg";
 *
 * const { first, second } = lambdaBalancedStart({
 *   inputs: 2,
 *   hidden: 2,
 *   outputs: 2,
 *   balance: 0.5,
 *   seed: 1,
 * });
 * assertEquals([first.length, second.length], [4, 4]);
 * ```
 */
export function lambdaBalancedStart(
  options: LambdaBalancedStartOptions,
): LinearWeights {
  const act = "draw a λ-balanced start";
  checkOptions(act, options, lambdaBalancedStartOptions);
  const { inputs: d, hidden: h, outputs: o, balance: ℓ = 0 } = options;
  refuseUnbalanceable(act, options, ℓ);
  const modes = Math.min(d, h, o);
  const given = options.singularValues ?? 0.1;
  const values = typeof given === "number"
    ? new Float64Array(modes).fill(given)
    : Float64Array.from(given);
  if (values.length !== modes || !values.every((s) => s >= 0 && s < Infinity)) {
    throw new RangeError(
      `Cannot ${act}: ${values.length} singular values, expected ${modes} finite numbers from 0 on`,
    );
  }
  const D1 = new Float64Array(h * d);
  const D2 = new Float64Array(o * h);
  for (let i = 0; i < h; i++) {
    const s = values[i] ?? 0;
    // d₁d₂ = s and d₂² − d₁² = ℓ
    const root = Math.sqrt(ℓ * ℓ + 4 * s * s);
    if (i < d) D1[i * d + i] = Math.sqrt(Math.max(0, root - ℓ) / 2);
    if (i < o) D2[i * h + i] = Math.sqrt(Math.max(0, root + ℓ) / 2);
  }
  const random = randomGenerator(options.seed ?? 0);
  const normals = { randn: () => random.normal() };
  const V = randomOrthogonal(d, normals);
  const R = randomOrthogonal(h, normals);
  const U = randomOrthogonal(o, normals);
  return {
    first: timesTransposed(product(R, D1, h, h, d), V, h, d, d),
    second: timesTransposed(product(U, D2, o, o, h), R, o, h, h),
  };
}

/** Says for which sizes a difference ℓ of the layers is possible. */
export function refuseUnbalanceable(
  act: string,
  { inputs, hidden, outputs }: {
    readonly inputs: number;
    readonly hidden: number;
    readonly outputs: number;
  },
  ℓ: number,
): void {
  if (!Number.isFinite(ℓ)) {
    throw new RangeError(
      `Cannot ${act}: balance is ${ℓ}, expected a finite number`,
    );
  }
  const [least, side] = ℓ > 0 ? [outputs, "outputs"] : [inputs, "inputs"];
  if (ℓ !== 0 && hidden > least) {
    throw new RangeError(
      `Cannot ${act}: ${hidden} hidden neurons with balance ${ℓ}, expected at most ${least}, the number of ${side}: the other layer's weights would have to be imaginary`,
    );
  }
}
