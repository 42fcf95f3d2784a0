import { type Interval, isBounded, unknown } from "../../interval/mod.ts";
import { bivariateNormalCdf } from "../../special/mod.ts";

/**
 * What Φ₂ may be off by, absolutely: a hundred times what it is documented and
 * tested to.
 */
const errorOfBivariate = 1e-13;

/** Quotients of smaller numbers lose digits. */
const least = 1e-290;

/** Φ₂, which grows with h, k and ρ. */
export function bivariateRange(
  h: Interval,
  k: Interval,
  ρ: Interval,
): Interval {
  if (![h, k, ρ].every(isBounded)) return unknown;
  const lo = bivariateNormalCdf(tiny(h.lo, -1), tiny(k.lo, -1), ρ.lo);
  const hi = bivariateNormalCdf(tiny(h.hi, 1), tiny(k.hi, 1), ρ.hi);
  return {
    lo: Math.max(lo - errorOfBivariate, 0),
    hi: Math.min(hi + errorOfBivariate, 1),
  };
}

/** A number below or above x with quotients of full accuracy. */
function tiny(x: number, direction: 1 | -1): number {
  return Math.abs(x) < least ? direction * least : x;
}

/** Whether it is 0 and nothing else. */
export function isZero({ lo, hi }: Interval): boolean {
  return lo === 0 && hi === 0;
}
