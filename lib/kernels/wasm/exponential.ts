import type { Lanes } from "../../emit/mod.ts";
import { constant, polynomial, type Writer } from "./writer.ts";

/** What the two precisions differ in. */
interface Reduction {
  /** Adding it rounds to an integer, which then stands in the lowest bits. */
  readonly round: number;
  /** ln 2 in two parts; the first times an exponent is exact. */
  readonly ln2High: number;
  readonly ln2Low: number;
  readonly mantissaBits: number;
  /** (eʳ − 1 − r)/r² for |r| ≤ ln 2 / 2, interpolated at Chebyshev nodes. */
  readonly coefficients: readonly number[];
}

const double: Reduction = {
  round: 1.5 * 2 ** 52,
  ln2High: 0.6931471803691238,
  ln2Low: 1.9082149292705877e-10,
  mantissaBits: 52,
  coefficients: [
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662413,
    0.008333333333330062,
    0.0013888888917213717,
    0.00019841269863053618,
    2.4801521295954376e-5,
    2.7557268459997064e-6,
    2.7620088445409746e-7,
    2.510038549551032e-8,
  ],
};

const single: Reduction = {
  round: 1.5 * 2 ** 23,
  ln2High: 0.693359375,
  ln2Low: -2.12194440e-4,
  mantissaBits: 23,
  coefficients: [
    0.5,
    0.16666576266288757,
    0.041666556149721146,
    0.008363178931176662,
    0.0013926184037700295,
  ],
};

/** The largest x for which 1/eˣ is a normal number, and a bit less. */
export function exponentLimit(w: Writer): number {
  return w.shape.bytes === 8 ? 708 : 87;
}

/**
 * Where `exponential` is exactly 0: the bits of 2ᵏ are, from −1022½ ln 2 (in
 * float32 −126½ ln 2) down to −1023½ ln 2, where they would be those of others.
 */
export function exponentFloor(w: Writer): number {
  return w.shape.bytes === 8 ? -709 : -88;
}

/** eˣ for x from `exponentFloor` to `exponentLimit`. */
export function exponential(w: Writer, x: Lanes): Lanes {
  const { power, small } = reduced(w, x);
  return power.timesPlus(small, power);
}

/**
 * eˣ − 1, accurate near 0, and eˣ, accurate where that is next to −1; for x
 * from `exponentFloor` to `exponentLimit`.
 */
export function exponentialMinusOne(
  w: Writer,
  x: Lanes,
): { value: Lanes; plusOne: () => Lanes } {
  const { power, small } = reduced(w, x);
  return {
    value: power.timesPlus(small, power.minus(constant(w, 1))),
    plusOne: () => power.timesPlus(small, power),
  };
}

/**
 * eˣ for any x: the exponent goes on in two halves, so that the result
 * overflows and underflows where it should.
 */
export function wideExponential(w: Writer, x: Lanes): Lanes {
  const { code, shape } = w;
  const [least, most] = shape.bytes === 8 ? [-746, 710] : [-104, 89];
  const clamped = code.keep(
    x.atMost(constant(w, most)).atLeast(constant(w, least)),
  );
  const { round, mantissaBits } = shape.bytes === 8 ? double : single;
  const { rounded, small } = remainder(w, clamped);
  const half = code.keep(
    clamped.timesPlus(constant(w, 0.5 / Math.LN2), constant(w, round)),
  );
  const one = constant(w, 1);
  const first = code.keep(half.shiftLeft(mantissaBits).integerPlus(one));
  const second = rounded.integerMinus(half).shiftLeft(mantissaBits)
    .integerPlus(one);
  return first.timesPlus(small, first).times(second);
}

/** 2ᵏ and eʳ − 1 with x = k ln 2 + r. */
function reduced(w: Writer, x: Lanes): { power: Lanes; small: Lanes } {
  const { mantissaBits } = w.shape.bytes === 8 ? double : single;
  const { rounded, small } = remainder(w, x);
  const power = w.code.keep(
    rounded.shiftLeft(mantissaBits).integerPlus(constant(w, 1)),
  );
  return { power, small };
}

/** k in the lowest bits of `rounded`, and eʳ − 1. */
function remainder(
  w: Writer,
  argument: Lanes,
): { rounded: Lanes; small: Lanes } {
  const { code } = w;
  const { round, ln2High, ln2Low, coefficients } = w.shape.bytes === 8
    ? double
    : single;
  const x = code.keep(argument);
  const rounded = code.keep(
    x.timesPlus(constant(w, 1 / Math.LN2), constant(w, round)),
  );
  const k = code.keep(rounded.minus(constant(w, round)));
  const r = code.keep(
    k.timesFrom(constant(w, ln2Low), k.timesFrom(constant(w, ln2High), x)),
  );
  const q = polynomial(w, coefficients, r);
  return { rounded, small: code.keep(r.times(r).timesPlus(q, r)) };
}
