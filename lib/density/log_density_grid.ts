import {
  checkArguments,
  checkOptions,
  numbers,
  type OptionTable,
  required,
} from "../options/mod.ts";
import type { InvertibleNetwork } from "./invertible_network.ts";
import { logLikelihoods } from "./likelihood.ts";
import { aFlow } from "./samples.ts";

/** Where the density is computed. */
export interface LogDensityGridOptions {
  /** Horizontal places. */
  readonly xs: ArrayLike<number>;
  /** Vertical places. */
  readonly ys: ArrayLike<number>;
}

/** What {@linkcode logDensityGrid} takes. */
export const logDensityGridOptions: OptionTable<LogDensityGridOptions> = {
  xs: required(numbers),
  ys: required(numbers),
};

/** log q on a grid of the plane. */
export interface LogDensityGrid {
  /** Horizontal places. */
  readonly xs: Float64Array;
  /** Vertical places. */
  readonly ys: Float64Array;
  /** log q (ys × xs, row-major), in nats. */
  readonly values: Float64Array;
}

/**
 * log q of a flow with two features on a grid.
 *
 * @throws {RangeError} If the flow has not two features, or there are no places.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { invertibleNetwork, logDensityGrid, toySet } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const xs = [-1, 0, 1];
 * assertEquals(logDensityGrid(flow, { xs, ys: xs }).values.length, 9);
 * ```
 */
export function logDensityGrid(
  flow: InvertibleNetwork,
  options: LogDensityGridOptions,
): LogDensityGrid {
  const act = "compute the density on a grid";
  checkOptions(act, options, logDensityGridOptions);
  checkArguments(act, { flow }, { flow: aFlow });
  if (flow.features !== 2) {
    throw new RangeError(
      `Cannot ${act}: the flow has ${flow.features} features, expected 2`,
    );
  }
  const xs = Float64Array.from(options.xs);
  const ys = Float64Array.from(options.ys);
  const points = new Float64Array(2 * xs.length * ys.length);
  for (let j = 0; j < ys.length; j++) {
    for (let i = 0; i < xs.length; i++) {
      points[2 * (j * xs.length + i)] = xs[i];
      points[2 * (j * xs.length + i) + 1] = ys[j];
    }
  }
  return { xs, ys, values: logLikelihoods(flow, points) };
}
