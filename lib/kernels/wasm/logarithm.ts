import type { Lanes } from "../../emit/mod.ts";
import { constant, polynomial, type Writer } from "./writer.ts";

/** (artanh(s)/s − 1)/s² in s², for s² to 1/9 and to 0.0298. */
const thirdDouble = [
  0.3333333333333333,
  0.19999999999999762,
  0.1428571428580005,
  0.11111111099118386,
  0.09090909948981357,
  0.07692271982430275,
  0.06667589315724629,
  0.05867139530651599,
  0.05422589197440007,
  0.03746071897775383,
  0.07815288900461426,
];
const thirdSingle = [
  0.3333333432674408,
  0.19999852776527405,
  0.142961785197258,
  0.1085328757762909,
  0.11612164974212646,
];
const narrowDouble = [
  0.3333333333333333,
  0.2000000000000047,
  0.14285714285382226,
  0.1111111120027388,
  0.090908973504489,
  0.07693145267329496,
  0.06633709298237442,
  0.06550360691751746,
];
const narrowSingle = [
  0.33333343267440796,
  0.19994275271892548,
  0.14795158803462982,
];

/** log(1 + u) for 0 ≤ u ≤ 1, given s = u/(2 + u): 2 artanh(s). */
export function twiceArtanh(w: Writer, s: Lanes): Lanes {
  return series(w, s, w.shape.bytes === 8 ? thirdDouble : thirdSingle);
}

/**
 * log(1 + u) for u ≥ 0, accurate near 0: 1 + u = 2ᵏ(1 + f) with 1 + f between
 * √½ and √2, then 2 artanh(f/(2 + f)) + k ln 2.
 */
export function logarithmOnePlus(w: Writer, argument: Lanes): Lanes {
  const { code, shape } = w;
  const double = shape.bytes === 8;
  const bits = double ? 52 : 23;
  const one = constant(w, 1);
  const u = code.keep(argument);
  const y = code.keep(u.plus(one));
  // the mantissa, then the exponent that brings it between √½ and √2
  const mantissa = code.keep(
    y.shiftLeft(shape.bytes * 8 - bits).shiftRight(shape.bytes * 8 - bits)
      .or(one),
  );
  const large = code.keep(mantissa.greaterThan(constant(w, Math.SQRT2)));
  // 2⁵² + exponent as an integer in the lowest bits, minus 2⁵² + bias
  const magic = constant(w, 2 ** bits);
  const exponent = y.shiftRight(bits).or(magic)
    .minus(constant(w, 2 ** bits + (double ? 1023 : 127)));
  const k = code.keep(exponent.plus(large.and(one)));
  const scaled = large.choose(mantissa.times(constant(w, 0.5)), mantissa);
  // where k = 0, u itself holds what 1 + u has rounded away
  const f = code.keep(
    k.equals(constant(w, 0)).choose(u, scaled.minus(one)),
  );
  const s = code.keep(f.over(f.plus(constant(w, 2))));
  const log = code.keep(series(w, s, double ? narrowDouble : narrowSingle));
  // the exponent bits of NaN are not those of a number
  return u.equals(u).choose(k.timesPlus(constant(w, Math.LN2), log), u);
}

/** 2 s (1 + s² c(s²)). */
function series(w: Writer, s: Lanes, coefficients: readonly number[]): Lanes {
  const twice = w.code.keep(s.plus(s));
  const square = w.code.keep(s.times(s));
  return twice.times(square).timesPlus(
    polynomial(w, coefficients, square),
    twice,
  );
}
