import { bfgs } from "./bfgs.ts";
import { conjugateGradient } from "./conjugate_gradient.ts";
import { lbfgs } from "./lbfgs.ts";
import { levenbergMarquardt } from "./levenberg_marquardt.ts";
import type { Minimizer } from "./minimizer.ts";
import { newton } from "./newton.ts";
import { gradientDescent } from "./steepest_descent.ts";
import { steihaug } from "./steihaug.ts";
import { trustRegionNewton } from "./trust_region_newton.ts";

/** The name of a minimizer. */
export type MinimizeMethod =
  | "gradientDescent"
  | "conjugateGradient"
  | "lbfgs"
  | "bfgs"
  | "newton"
  | "trustRegionNewton"
  | "steihaug"
  | "levenbergMarquardt";

/** The minimizers that options name. */
export const minimizers: Readonly<Record<MinimizeMethod, Minimizer>> = {
  gradientDescent,
  conjugateGradient,
  lbfgs,
  bfgs,
  newton,
  trustRegionNewton,
  steihaug,
  levenbergMarquardt,
};

/** Above this, eigendecompositions cost more than they save. */
const exactUpTo = 128;

/** Above this, p² numbers are too many: 32 MB here. */
const denseUpTo = 2048;

/**
 * The method for that many parameters unless the options name one. Measured on
 * the problems of bench/refiners_bench.ts: with P = 601, BFGS has the smallest
 * gradient after 10 s, and after 40 s also the lowest loss.
 */
export function defaultMethod(parameterCount: number): MinimizeMethod {
  if (parameterCount <= exactUpTo) return "trustRegionNewton";
  return parameterCount <= denseUpTo ? "bfgs" : "lbfgs";
}

/**
 * The minimizer of that name.
 *
 * @throws {RangeError} If there is none.
 */
export function minimizerNamed(name: string): Minimizer {
  const table: Record<string, Minimizer> = minimizers;
  if (Object.hasOwn(table, name)) return table[name];
  throw new RangeError(
    `Cannot minimize with ${name}, expected one of ${
      Object.keys(table).join(", ")
    }`,
  );
}
