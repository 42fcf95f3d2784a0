import type { Minimizer } from "./minimizer.ts";
import { trustRegionNewton } from "./trust_region_newton.ts";

/** The name of a minimizer. */
export type MinimizeMethod = "trustRegionNewton";

/** The minimizers that options name. */
export const minimizers: Readonly<Record<MinimizeMethod, Minimizer>> = {
  trustRegionNewton,
};

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
