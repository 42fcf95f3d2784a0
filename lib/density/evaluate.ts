import {
  checkFinite,
  checkOptions,
  numbers,
  type OptionTable,
} from "../options/mod.ts";
import { log } from "../special/mod.ts";
import type { InvertibleNetwork } from "./invertible_network.ts";
import { logLikelihoods, mean } from "./likelihood.ts";
import type { SampleMatrix } from "./samples.ts";

/** A mean with its uncertainty: the true one is in mean ± error in 95 of 100. */
export interface MeanWithError {
  /** The mean. */
  readonly mean: number;
  /** Two standard errors of it; NaN for one sample. */
  readonly twoStandardErrors: number;
}

/** How well a density fits samples. */
export interface DensityEvaluation {
  /** log q, in nats per sample. */
  readonly nats: MeanWithError;
  /** −log₂ q, in bits per sample and feature: less is better. */
  readonly bitsPerDimension: MeanWithError;
  /** How many samples. */
  readonly samples: number;
}

/** What the samples were made of. */
export interface EvaluateDensityOptions {
  /**
   * log |det ∂x/∂raw| of each sample, where it was made from raw data: the
   * likelihoods are then those of the raw data, as {@linkcode logitImages} says.
   */
  readonly logDeterminants?: ArrayLike<number>;
}

/** What {@linkcode evaluateDensity} takes. */
export const evaluateDensityOptions: OptionTable<EvaluateDensityOptions> = {
  logDeterminants: numbers,
};

/**
 * The mean log-likelihood of samples ± 2 standard errors, s/√N with s² the
 * unbiased variance; in nats, and as bits per dimension.
 *
 * @throws {RangeError} If samples or determinants do not fit.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 * import {
 *   evaluateDensity,
 *   invertibleNetwork,
 *   logLikelihood,
 *   toySet,
 * } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const { nats, samples } = evaluateDensity(flow, points);
 * assertAlmostEquals(nats.mean, logLikelihood(flow, points), 1e-12);
 * assertEquals(samples, 100);
 * ```
 */
export function evaluateDensity(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
  options: EvaluateDensityOptions = {},
): DensityEvaluation {
  const act = "evaluate the density";
  checkOptions(act, options, evaluateDensityOptions);
  const values = logLikelihoods(flow, inputs);
  const { logDeterminants } = options;
  const { length } = values;
  if (logDeterminants !== undefined) {
    if (logDeterminants.length !== length) {
      throw new RangeError(
        `Cannot ${act}: ${logDeterminants.length} logDeterminants, expected ` +
          `${length}`,
      );
    }
    checkFinite(act, "logDeterminants", logDeterminants);
    for (let n = 0; n < length; n++) values[n] += logDeterminants[n];
  }
  const nats = meanWithError(values);
  const bit = flow.features * log(2);
  return {
    nats,
    bitsPerDimension: {
      mean: -nats.mean / bit,
      twoStandardErrors: nats.twoStandardErrors / bit,
    },
    samples: length,
  };
}

function meanWithError(values: Float64Array): MeanWithError {
  const center = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - center) ** 2;
  const variance = squares / (values.length - 1);
  return {
    mean: center,
    twoStandardErrors: 2 * Math.sqrt(variance / values.length),
  };
}
