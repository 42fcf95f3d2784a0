/** A little more than half the distance of 1 from the next double. */
const φ = 2 ** -53 * (1 + 2 ** -51);
/** The least positive double. */
const η = 2 ** -1074;

/**
 * A double below every real number that rounds to x. JavaScript rounds to
 * nearest, always, so the result of +, −, ×, / or √ is widened afterwards.
 *
 * @see Rump, Zimmermann, Boldo, Melquiond, Computing predecessor and successor
 * in rounding to nearest, 2009: x − (φ|x| + η) ≤ pred(x), subnormals included.
 */
export function below(x: number): number {
  return x - (φ * Math.abs(x) + η);
}

/** A double above every real number that rounds to x. */
export function above(x: number): number {
  return x + (φ * Math.abs(x) + η);
}

/**
 * A double at least so many units in the last place of x below it: one more makes
 * good what the subtraction rounds.
 */
export function farBelow(x: number, ulps: number): number {
  return x - (ulps + 1) * (2 * φ * Math.abs(x) + η);
}

/** A double at least so many units in the last place of x above it. */
export function farAbove(x: number, ulps: number): number {
  return x + (ulps + 1) * (2 * φ * Math.abs(x) + η);
}
