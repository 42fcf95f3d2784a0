import {
  checkArguments,
  checkOptions,
  holding,
  number,
  numbers,
  type OptionTable,
  required,
  sizeFrom,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import { exp, log } from "../special/mod.ts";

/** How images become samples of a density. */
export interface LogitImagesOptions {
  /** Pixels of an image. */
  readonly features: number;
  /** Keeps the logit finite; 1e-6, as for MNIST (0.05 for CIFAR). */
  readonly ε?: number;
  /** Of the noise; 0. */
  readonly seed?: number;
}

/** What {@linkcode logitImages} takes. */
export const logitImagesOptions: OptionTable<LogitImagesOptions> = {
  features: required(sizeFrom(1)),
  ε: number,
  seed: number,
};

/** Images as samples of a density. */
export interface LogitImages {
  /** One row for each image: images × features. */
  readonly inputs: Float64Array;
  /**
   * log |det ∂x/∂pixels| of each image: added to log q(x) it is the log-likelihood
   * of its pixels, as numbers from 0 to 256.
   */
  readonly logDeterminants: Float64Array;
  /** Largest value before the logit, by which all were divided. */
  readonly largest: number;
  /** See {@linkcode LogitImagesOptions}. */
  readonly ε: number;
}

/**
 * Pixels 0 … 255 as real numbers without gaps: (pixel + u)/255 with u uniform in
 * [0, 1), divided by the largest, v = ε + (1 − 2ε) of that, and log(v/(1 − v)).
 *
 * @param pixels Images one after another, each `features` pixels.
 * @throws {RangeError} If the count of pixels or ε does not fit.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { logitImages } from "@thalweg/thalweg";
 *
 * const pixels = [0, 128, 255, 64]; // one image of 2 × 2
 * const { inputs } = logitImages(pixels, { features: 4, seed: 1 });
 * assertEquals(inputs.length, 4);
 * ```
 */
export function logitImages(
  pixels: ArrayLike<number>,
  options: LogitImagesOptions,
): LogitImages {
  const act = "prepare the images";
  checkOptions(act, options, logitImagesOptions);
  checkArguments(act, { pixels }, { pixels: numbers });
  const { features, ε = 1e-6, seed = 0 } = options;
  if (pixels.length === 0 || pixels.length % features !== 0) {
    throw new RangeError(
      `Cannot ${act}: ${pixels.length} pixels, expected a multiple of ${features}`,
    );
  }
  for (let i = 0; i < pixels.length; i++) {
    if (pixels[i] >= 0 && pixels[i] <= 255) continue;
    throw new RangeError(
      `Cannot ${act}: pixel ${i} is ${pixels[i]}, expected a number in 0 … 255`,
    );
  }
  if (!(ε > 0 && ε < 0.5)) {
    throw new RangeError(
      `Cannot ${act}: ε ${ε}, expected a number between 0 and 0.5`,
    );
  }
  const random = randomGenerator(seed);
  const inputs = new Float64Array(pixels.length);
  const logDeterminants = new Float64Array(pixels.length / features);
  let largest = 0;
  for (let i = 0; i < pixels.length; i++) {
    inputs[i] = (pixels[i] + random.uniform()) / 255;
    largest = Math.max(largest, inputs[i]);
  }
  const slope = log((1 - 2 * ε) / (255 * largest));
  for (let i = 0; i < inputs.length; i++) {
    const v = ε + (1 - 2 * ε) * inputs[i] / largest;
    inputs[i] = log(v / (1 - v));
    logDeterminants[Math.floor(i / features)] += slope - log(v * (1 - v));
  }
  return { inputs, logDeterminants, largest, ε };
}

/**
 * Samples as pixels 0 … 255 again: the inverse of {@linkcode logitImages} but for
 * the noise; what lies beyond is cut off.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { logitImages, pixelsOf } from "@thalweg/thalweg";
 *
 * const pixels = [0, 128, 255, 64];
 * const images = logitImages(pixels, { features: 4, seed: 1 });
 * assertEquals(pixelsOf(images.inputs, images).length, 4); // and back
 * ```
 */
export function pixelsOf(
  inputs: ArrayLike<number>,
  images: Pick<LogitImages, "largest" | "ε">,
): Uint8ClampedArray {
  checkArguments("show the images", { inputs, images }, {
    inputs: numbers,
    images: holding("what logitImages made", { largest: number, ε: number }),
  });
  const { largest, ε } = images;
  return Uint8ClampedArray.from(inputs, (x) => {
    const v = 1 / (1 + exp(-x));
    return Math.floor(255 * largest * (v - ε) / (1 - 2 * ε));
  });
}
