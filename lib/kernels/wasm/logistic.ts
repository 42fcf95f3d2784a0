import type { Lanes } from "../../emit/mod.ts";
import {
  exponentFloor,
  exponential,
  exponentialMinusOne,
  exponentLimit,
} from "./exponential.ts";
import { twiceArtanh } from "./logarithm.ts";
import { constant, type Writer } from "./writer.ts";

/**
 * σ and σ′ = E σ² with E = e⁻ˣ, which does not cancel at either end. Far out
 * they are exactly 0: inputs of any size may multiply them.
 */
export function logistic(
  w: Writer,
  x: Lanes,
): { value: Lanes; slope: () => Lanes } {
  const { code } = w;
  const E = code.keep(exponential(w, clamp(w, x.negated())));
  const one = constant(w, 1);
  const tooLow = x.lessThan(constant(w, -exponentLimit(w)));
  const value = code.keep(one.over(E.plus(one)).andNot(tooLow));
  return { value, slope: () => E.times(value).times(value) };
}

/**
 * tanh = m/(m + 2) and tanh′ = 4 e²ˣ/(m + 2)² with m = e²ˣ − 1; far out tanh′ is
 * exactly 0.
 */
export function hyperbolicTangent(
  w: Writer,
  x: Lanes,
): { value: Lanes; slope: () => Lanes } {
  const { code } = w;
  const twice = clamp(w, x.times(constant(w, 2)));
  const power = exponentialMinusOne(w, twice);
  const m = code.keep(power.value);
  const inverse = code.keep(constant(w, 1).over(m.plus(constant(w, 2))));
  return {
    value: m.times(inverse),
    slope: () =>
      power.plusOne().times(inverse).times(inverse).times(constant(w, 4))
        .andNot(x.greaterThan(constant(w, exponentLimit(w) / 2))),
  };
}

/**
 * log(1 + eˣ) and what it exceeds max(x, 0) by, σ and σ′ from one exponential
 * u = e^{−|x|} and one division.
 */
export function softplus(
  w: Writer,
  x: Lanes,
): {
  value: Lanes;
  excess: Lanes;
  logistic: () => Lanes;
  slope: () => Lanes;
} {
  const { code } = w;
  const u = code.keep(
    exponential(w, x.abs().atMost(constant(w, -exponentFloor(w))).negated()),
  );
  const onePlus = code.keep(u.plus(constant(w, 1)));
  const twoPlus = code.keep(u.plus(constant(w, 2)));
  const inverse = code.keep(constant(w, 1).over(onePlus.times(twoPlus)));
  const s = code.keep(u.times(onePlus).times(inverse));
  const zero = constant(w, 0);
  const upper = () => twoPlus.times(inverse);
  const excess = twiceArtanh(w, s);
  return {
    value: x.atLeast(zero).plus(excess),
    excess,
    logistic: () => {
      const σ = code.keep(upper());
      return x.lessThan(zero).choose(u.times(σ), σ);
    },
    slope: () => {
      const σ = code.keep(upper());
      return u.times(σ).times(σ);
    },
  };
}

/** x within the exponential's limits; NaN stays. */
function clamp(w: Writer, x: Lanes): Lanes {
  return x.atMost(constant(w, exponentLimit(w)))
    .atLeast(constant(w, exponentFloor(w)));
}
