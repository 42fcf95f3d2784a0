import {
  checkArguments,
  checkOptions,
  finiteFrom,
  listOf,
  number,
  type OptionTable,
  required,
} from "../options/mod.ts";
import { power } from "../special/mod.ts";

/** What {@linkcode earlyStoppingRisk} takes: one entry per component. */
export interface EarlyStoppingRiskOptions {
  /** σᵢ: standard deviations of the features. */
  readonly sigmas: ArrayLike<number>;
  /** θᵢ: the true coefficients. */
  readonly thetas: ArrayLike<number>;
  /** ηᵢ: the rate of each coefficient. */
  readonly rates: ArrayLike<number>;
  /** σₙ: the standard deviation of the noise on the targets. */
  readonly noise: number;
  /** Number of samples n. */
  readonly samples: number;
}

/** What {@linkcode earlyStoppingRisk} takes. */
export const earlyStoppingRiskOptions: OptionTable<EarlyStoppingRiskOptions> = {
  sigmas: required(listOf(number)),
  thetas: required(listOf(number)),
  rates: required(listOf(number)),
  noise: required(finiteFrom(0)),
  samples: required(finiteFrom(1)),
};

/**
 * The risk of linear regression stopped after k steps of gradient descent from
 * 0, whose features are uncorrelated:
 *
 * R(k) = σₙ² + Σ σᵢ²θᵢ² (1 − ηᵢσᵢ²)²ᵏ + σₙ²/n Σ (1 − (1 − ηᵢσᵢ²)ᵏ)²,
 *
 * the noise, what is not yet learned (bias), and what is learned of the noise
 * (variance). Each component has its own best k: their sum may fall, rise and
 * fall again (Heckel and Yilmaz, *Early stopping in deep networks: double
 * descent and how to eliminate it*, 2020, where it bounds the risk of n
 * samples).
 *
 * @param k Steps, an integer from 0 on.
 * @throws {RangeError} If the lists differ in length, or a number is out of
 * range.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { earlyStoppingRisk } from "@thalweg/thalweg";
 *
 * const model = { sigmas: [1], thetas: [2], rates: [0.5], noise: 0, samples: 10 };
 * assertEquals(earlyStoppingRisk(model, 1), 1);
 * ```
 */
export function earlyStoppingRisk(
  options: EarlyStoppingRiskOptions,
  k: number,
): number {
  const act = "compute the risk";
  checkOptions(act, options, earlyStoppingRiskOptions);
  checkArguments(act, { k }, {
    k: {
      ...number,
      expected: "an integer from 0 on",
      isInRange: (k) => Number.isSafeInteger(k) && k as number >= 0,
    },
  });
  const { sigmas, thetas, rates, noise, samples } = options;
  for (const [name, list] of Object.entries({ thetas, rates })) {
    if (list.length !== sigmas.length) {
      throw new RangeError(
        `Cannot ${act}: ${name} has ${list.length} entries, expected ${sigmas.length}`,
      );
    }
  }
  let risk = noise * noise;
  for (let i = 0; i < sigmas.length; i++) {
    const variance = sigmas[i] * sigmas[i];
    const left = integerPower(1 - rates[i] * variance, k);
    risk += variance * thetas[i] * thetas[i] * left * left +
      noise * noise / samples * (1 - left) * (1 - left);
  }
  return risk;
}

/** xᵏ, also of a negative x. */
function integerPower(x: number, k: number): number {
  const size = power(Math.abs(x), k);
  return x < 0 && k % 2 === 1 ? -size : size;
}
