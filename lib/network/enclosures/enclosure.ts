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
}
