import {
  checkOptions,
  finiteFrom,
  listOf,
  number,
  type OptionTable,
  required,
} from "../../options/mod.ts";
import { type Mode, modeAt } from "./mode.ts";

/** What {@linkcode twoLayerModes} solves. */
export interface TwoLayerModesOptions {
  /** σ of each mode: the singular values of Σyx = YᵀX. */
  readonly sigma: ArrayLike<number>;
  /** λ ≥ 0 of each mode: the variances of its input, of Σxx = XᵀX. */
  readonly lambda: ArrayLike<number>;
  /** The first layer's weight of each mode at t = 0. */
  readonly a: ArrayLike<number>;
  /** The second layer's weight of each mode at t = 0. */
  readonly b: ArrayLike<number>;
  /** ηa and ηb ≥ 0: rates of the first layer and the second. */
  readonly rates: readonly [number, number];
}

/** What {@linkcode twoLayerModes} takes. */
export const twoLayerModesOptions: OptionTable<TwoLayerModesOptions> = {
  sigma: required(listOf(number)),
  lambda: required(listOf(finiteFrom(0))),
  a: required(listOf(number)),
  b: required(listOf(number)),
  rates: required(listOf(finiteFrom(0))),
};

/** The weights of all modes at a time, one entry for each. */
export interface ModesAt {
  /** The first layer's. */
  readonly a: Float64Array;
  /** The second layer's. */
  readonly b: Float64Array;
  /** z = ab. */
  readonly product: Float64Array;
}

/** The solution of {@linkcode twoLayerModes}. */
export interface TwoLayerModes {
  /** c = ηb a² − ηa b² of each mode, conserved; 0 where it is balanced. */
  readonly conserved: Float64Array;
  /** σ/λ of each mode: the product once it has learned. */
  readonly targets: Float64Array;
  /**
   * The weights at a time ≥ 0. A product never passes its target. Infinite
   * where λ = 0 and the product has outgrown all numbers.
   *
   * @throws {RangeError} If t is negative or not finite.
   */
  at(t: number): ModesAt;
}

/**
 * The training of a two-layer linear network whose modes do not mix, in closed
 * form: for each a' = ηa b (σ − λab), b' = ηb a (σ − λab). So moves gradient
 * flow of half the summed squared error from a start that is diagonal in the
 * singular vectors of the data; for the whole of it (no ½) double the rates.
 * One step of gradient descent is one unit of time.
 *
 * Balanced starts (c = 0; Saxe and others, *Exact solutions to the nonlinear
 * dynamics of learning in deep linear neural networks*, 2014), a frozen layer (a
 * rate of 0), and all others, also where the product has the wrong sign and must
 * cross 0, which a balanced one cannot.
 *
 * Accuracy: agrees with an ODE solver to 1e-10 (tests/theory/modes_test.ts).
 *
 * @throws {RangeError} If the lists differ in length, there are not two rates,
 * a number is not finite, or a rate or a variance negative.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { twoLayerModes } from "@thalweg/thalweg";
 *
 * const modes = twoLayerModes({
 *   sigma: [2, 1],
 *   lambda: [1, 1],
 *   a: [0.1, 0.1],
 *   b: [0.1, -0.2],
 *   rates: [1, 1],
 * });
 * assertAlmostEquals(modes.at(100).product[1], 1, 1e-12);
 * ```
 */
export function twoLayerModes(options: TwoLayerModesOptions): TwoLayerModes {
  const act = "solve the modes";
  checkOptions(act, options, twoLayerModesOptions);
  const { sigma, lambda, a, b } = options;
  const rates = ratesOf(act, options.rates);
  for (const [name, list] of Object.entries({ sigma, lambda, a, b })) {
    if (list.length !== sigma.length || list.length === 0) {
      throw new RangeError(
        `Cannot ${act}: ${name} has ${list.length} entries, expected ${
          sigma.length || "at least one"
        }`,
      );
    }
    const infinite = Array.from(list).find((x) => !Number.isFinite(x));
    if (infinite !== undefined) {
      throw new RangeError(
        `Cannot ${act}: ${name} holds ${infinite}, expected finite numbers`,
      );
    }
  }
  const modes = Array.from(sigma, (σ, i): Mode => ({
    σ,
    λ: lambda[i],
    a: a[i],
    b: b[i],
    rates,
  }));
  return {
    conserved: Float64Array.from(
      modes,
      ({ a, b }) => rates[1] * a * a - rates[0] * b * b,
    ),
    targets: Float64Array.from(modes, ({ σ, λ }) => σ / λ),
    at(t) {
      if (!(t >= 0 && t < Infinity)) {
        throw new RangeError(
          `Cannot ${act}: t is ${t}, expected a finite number from 0 on`,
        );
      }
      const states = modes.map((mode) => modeAt(mode, t));
      return {
        a: Float64Array.from(states, (state) => state.a),
        b: Float64Array.from(states, (state) => state.b),
        product: Float64Array.from(states, (state) => state.product),
      };
    },
  };
}

/** Two finite rates. */
export function ratesOf(
  act: string,
  rates: ArrayLike<number>,
): readonly [number, number] {
  if (rates.length !== 2 || !Array.from(rates).every(Number.isFinite)) {
    throw new RangeError(
      `Cannot ${act}: rates are [${
        Array.from(rates)
      }], expected two finite numbers`,
    );
  }
  return [rates[0], rates[1]];
}
