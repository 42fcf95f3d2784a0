import {
  add,
  divide,
  exactly,
  exp,
  expm1,
  type Interval,
  multiply,
  negate,
  scale,
  square,
  subtract,
} from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { atEnds, bump, increasing } from "./ranges.ts";

/** tanh x: increasing; tanh′ = 1 − tanh² falls on either side of 0. */
export const tanh: EnclosureDefinition = {
  name: "tanh",
  build: () => (x) => {
    const { left, right } = atEnds(x, tanhAt);
    const f = increasing(left.value, right.value);
    const first = bump(x, left.derivative, right.derivative, 1);
    return { f, first, second: scale(multiply(f, first), -2) };
  },
};

const one = exactly(1);

/**
 * With e = e^{−2|x|}: tanh |x| = (1 − e)/(1 + e), tanh′ x = 4e/(1 + e)². Either e
 * or 1 − e would cancel if it came from the other.
 */
function tanhAt(x: number): { value: Interval; derivative: Interval } {
  const argument = exactly(-2 * Math.abs(x)); // doubling is exact
  const isNearZero = Math.abs(x) < 0.35;
  const complement = isNearZero ? negate(expm1(argument)) : undefined;
  const e = complement ? subtract(one, complement) : exp(argument);
  const denominator = add(one, e);
  const size = divide(complement ?? subtract(one, e), denominator);
  return {
    value: x < 0 ? negate(size) : size,
    derivative: scale(divide(e, square(denominator)), 4),
  };
}
