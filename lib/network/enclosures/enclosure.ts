import type { Interval } from "../../interval/mod.ts";

/** What f, f′ and f″ can be over an interval. */
export interface ActivationRanges {
  /** f. */
  readonly f: Interval;
  /** f′. */
  readonly first: Interval;
  /** f″. */
  readonly second: Interval;
}

/**
 * The interval extension of an activation: f, f′ and f″ of every x in an
 * interval, as real functions; undefined where the interval reaches a kink.
 */
export type ActivationEnclosure = (
  x: Interval,
) => ActivationRanges | undefined;

/** What one file of this folder says. */
export interface EnclosureDefinition {
  /** The activation's name. */
  readonly name: string;
  /** The extension, for complete parameters. */
  readonly build: (
    parameters: { alpha: number; coefficients: readonly number[] },
  ) => ActivationEnclosure;
  /**
   * d, where f(cx) = cᵈ f(x) for every c > 0 and x, exactly; absent where there is
   * none. Proofs rest on it, so it is stated and not read off values.
   */
  readonly degree?: (coefficients: readonly number[]) => number | undefined;
}
