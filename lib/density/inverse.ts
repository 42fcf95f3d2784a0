import { block, blockedLu, divideByLu } from "../linalg/mod.ts";
import { activationText } from "../network/mod.ts";
import {
  checkArguments,
  checkOptions,
  number,
  type OptionTable,
  required,
  sizeFrom,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import { inverseActivation } from "./inverse_activation.ts";
import type { InvertibleNetwork } from "./invertible_network.ts";
import { functionsOf } from "./pass.ts";
import { aFlow, readSamples, type SampleMatrix } from "./samples.ts";

/**
 * The points of data space (N × features) whose latent points these are:
 * x = (σ⁻¹(z) − b) W⁻¹ back through the layers, σ⁻¹ by a safeguarded Newton, W by
 * its LU factors. NaN where the activation does not take the value.
 *
 * Accuracy: as many digits are lost as the layers' condition numbers have.
 *
 * @throws {RangeError} If the points do not fit, or a W is singular.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import {
 *   inverse,
 *   invertibleNetwork,
 *   latents,
 *   toySet,
 * } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const { z } = latents(flow, points);
 * assertAlmostEquals(inverse(flow, z)[0], points[0], 1e-9);
 * ```
 */
export function inverse(
  flow: InvertibleNetwork,
  z: SampleMatrix,
): Float64Array {
  const act = "invert the network";
  const x = readSamples(act, flow, z).slice();
  const { features: D, layers } = flow;
  const { activation } = functionsOf(flow);
  const factors = new Float64Array(D * D);
  const pivots = new Int32Array(D);
  for (let k = layers.length - 1; k >= 0; k--) {
    const { weights, bias } = layers[k];
    if (k < layers.length - 1) {
      for (let i = 0; i < x.length; i++) {
        x[i] = inverseActivation(activation, x[i]);
      }
    }
    for (let i = 0; i < x.length; i++) x[i] -= bias[i % D];
    factors.set(weights);
    if (!blockedLu(factors, D, pivots)) {
      throw new RangeError(
        `Cannot ${act}: weights of layer ${k} are singular, expected weights ` +
          `with an inverse`,
      );
    }
    divideByLu(factors, D, pivots, block(x, x.length / D, D));
  }
  return x;
}

/** Which samples. */
export interface SampleOptions {
  /** How many. */
  readonly samples: number;
  /** An integer from 0 on; the same seed gives the same samples. Default: 0. */
  readonly seed?: number;
}

/** What {@linkcode sample} takes. */
export const sampleOptions: OptionTable<SampleOptions> = {
  samples: required(sizeFrom(1)),
  seed: number,
};

/**
 * Samples of the density (samples × features, row-major): latent points drawn
 * from the base density, taken back through the layers.
 *
 * @throws {RangeError} If the activation does not take every value that was
 * drawn, or a W is singular.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { invertibleNetwork, sample, toySet } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * assertEquals(sample(flow, { samples: 10, seed: 1 }).length, 20);
 * ```
 */
export function sample(
  flow: InvertibleNetwork,
  options: SampleOptions,
): Float64Array {
  const act = "draw samples";
  checkOptions(act, options, sampleOptions);
  checkArguments(act, { flow }, { flow: aFlow });
  const { samples, seed = 0 } = options;
  const { base } = functionsOf(flow);
  const random = randomGenerator(seed);
  const z = Float64Array.from(
    { length: samples * flow.features },
    () => base.draw(random),
  );
  const x = inverse(flow, z);
  if (x.some(Number.isNaN)) {
    throw new RangeError(
      `Cannot ${act}: activation ${
        activationText(flow.activation)
      } does not take every value, expected one such as smoothLeakyRelu`,
    );
  }
  return x;
}
