import {
  checkOptions,
  flag,
  number,
  type OptionTable,
} from "../options/mod.ts";
import { numpyRandomState } from "../random/mod.ts";
import { type Dataset, dataset } from "./dataset.ts";

/** Options of {@linkcode nonLinearlySeparableData}. */
export interface NonLinearlySeparableOptions {
  /** An integer in 0 … 2³² − 1; default 1. */
  readonly seed?: number;
  /** Number of samples; default 100. */
  readonly samples?: number;
  /** Labels 1 and 0 instead of targets +1 and −1. */
  readonly integerLabels?: boolean;
}

/** What {@linkcode nonLinearlySeparableData} takes. */
export const nonLinearlySeparableOptions: OptionTable<
  NonLinearlySeparableOptions
> = { seed: number, samples: number, integerLabels: flag };

/**
 * Points of the plane that no line separates: standard normal coordinates from
 * NumPy's RandomState, rounded to float32; +1 where both have the same sign,
 * else −1 (exclusive or).
 *
 * @throws {RangeError} If the number of samples is not positive, or the seed is
 * not an integer in 0 … 2³² − 1.
 * @throws {TypeError} If an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nonLinearlySeparableData } from "@thalweg/thalweg";
 *
 * const data = nonLinearlySeparableData({ samples: 200, seed: 1 });
 * assertEquals([data.samples, data.inputCount], [200, 2]);
 * ```
 */
export function nonLinearlySeparableData(
  options: NonLinearlySeparableOptions = {},
): Dataset {
  checkOptions("draw a dataset", options, nonLinearlySeparableOptions);
  const { seed = 1, samples = 100, integerLabels = false } = options;
  if (!Number.isSafeInteger(samples) || samples < 1) {
    throw new RangeError(
      `Cannot draw a dataset: got ${samples} samples, expected a positive integer`,
    );
  }
  const random = numpyRandomState(seed);
  const inputs = Float64Array.from(
    { length: 2 * samples },
    () => Math.fround(random.randn()),
  );
  const alike = Array.from(
    { length: samples },
    (_, n) => inputs[2 * n] * inputs[2 * n + 1] > 0,
  );
  const shape = [samples, 2] as const;
  return integerLabels
    ? dataset({ inputs, shape, labels: alike.map(Number), classes: 2 })
    : dataset({ inputs, shape, targets: alike.map((same) => same ? 1 : -1) });
}
