import {
  holding,
  number,
  numbers,
  type Option,
  record,
} from "../../options/mod.ts";

/** A chain as `scalarChain` makes it. */
export const aChain: Option = holding("a chain, as scalarChain makes it", {
  factors: number,
  inputs: numbers,
  kernel: record,
});

/**
 * Refuses what is no point.
 *
 * @throws {RangeError} With the first number that is not finite.
 */
export function requireFinite(
  act: string,
  name: string,
  values: ArrayLike<number>,
): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new RangeError(
      `Cannot ${act}: ${name}[${i}] is ${values[i]}, expected finite numbers`,
    );
  }
}
