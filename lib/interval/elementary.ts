import * as special from "../special/mod.ts";
import { type Interval, multiply, negate, scale, square } from "./interval.ts";
import { farAbove, farBelow } from "./rounding.ts";

// The functions of `special` are fdlibm's: documented, or found by Zimmermann et
// al. (Accuracy of mathematical functions, 2024), to err by less than 1 ulp, erf
// by 1.1, erfc by 5.2. So much and more is added to what they give. Those of asin
// and acos are of Cephes, by 1.9e-16 and 2.2e-16 relative at most: 2 ulp.
const ulps = 2;
const arcUlps = 4;
const erfcUlps = 8;

/**
 * eˣ; where it overflows, from the largest double on. For narrow intervals
 * eʷ ≤ 1 + (1 + 2⁻²⁰) w saves an exponential, for one ulp of two roundings more.
 */
export function exp({ lo, hi }: Interval): Interval {
  const left = special.exp(lo);
  const width = hi - lo;
  return {
    lo: Math.max(farBelow(Math.min(left, Number.MAX_VALUE), ulps), 0),
    hi: width < narrow
      ? farAbove(left * (1 + width * (1 + narrow)), ulps + 1)
      : farAbove(special.exp(hi), ulps),
  };
}

const narrow = 2 ** -20;

/** eˣ − 1. */
export function expm1({ lo, hi }: Interval): Interval {
  const left = special.expm1(lo);
  const right = hi === lo ? left : special.expm1(hi);
  return {
    lo: Math.max(farBelow(left, ulps), -1),
    hi: farAbove(right, ulps),
  };
}

/** ln x; unknown where x is not positive. */
export function log({ lo, hi }: Interval): Interval {
  return {
    lo: farBelow(special.log(lo), ulps),
    hi: farAbove(special.log(hi), ulps),
  };
}

/** ln(1 + x); unknown where x is below −1. */
export function log1p({ lo, hi }: Interval): Interval {
  return {
    lo: farBelow(special.log1p(lo), ulps),
    hi: farAbove(special.log1p(hi), ulps),
  };
}

/** The arcsine; unknown where x is beyond ±1. */
export function asin({ lo, hi }: Interval): Interval {
  return {
    lo: farBelow(special.asin(lo), arcUlps),
    hi: farAbove(special.asin(hi), arcUlps),
  };
}

/** The arccosine, in [0, π]; unknown where x is beyond ±1. */
export function acos({ lo, hi }: Interval): Interval {
  return {
    lo: Math.max(farBelow(special.acos(hi), arcUlps), 0),
    hi: farAbove(special.acos(lo), arcUlps),
  };
}

/** π. */
export const pi: Interval = { lo: Math.PI, hi: 3.1415926535897936 };

/** The error function. */
export function erf({ lo, hi }: Interval): Interval {
  return {
    lo: Math.max(farBelow(special.erf(lo), ulps), -1),
    hi: Math.min(farAbove(special.erf(hi), ulps), 1),
  };
}

/** 1 − erf x. */
export function erfc({ lo, hi }: Interval): Interval {
  return {
    lo: Math.max(farBelow(special.erfc(hi), erfcUlps), 0),
    hi: Math.min(farAbove(special.erfc(lo), erfcUlps), 2),
  };
}

/** 1/√2 lies between these neighbors. */
const sqrtHalf: Interval = { lo: 0.7071067811865475, hi: 0.7071067811865476 };
/** 1/√(2π). */
const inverseSqrtTwoPi: Interval = {
  lo: 0.39894228040143265,
  hi: 0.3989422804014327,
};

/** φ(x) = e^{−x²/2}/√(2π). */
export function normalDensity(x: Interval): Interval {
  return multiply(inverseSqrtTwoPi, exp(scale(square(x), -0.5)));
}

/** Φ(x) = ½ erfc(−x/√2). */
export function normalCdf(x: Interval): Interval {
  return scale(erfc(multiply(negate(x), sqrtHalf)), 0.5);
}

/** erf(x/√2) = 2Φ(x) − 1. */
export function centeredNormalCdf(x: Interval): Interval {
  return erf(multiply(x, sqrtHalf));
}
