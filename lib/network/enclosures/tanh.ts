import {
  above,
  below,
  exactly,
  exp,
  expm1,
  type Interval,
  multiply,
  negate,
  scale,
} from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** tanh x: increasing; tanh′ = 1 − tanh² falls on either side of 0. */
export const tanh: EnclosureDefinition = {
  name: "tanh",
  build: () => (x) => {
    const { f, first } = rangesOf(x);
    return { f, first, second: scale(multiply(f, first), -2) };
  },
};

interface Ranges {
  readonly f: Interval;
  readonly first: Interval;
}

function rangesOf(x: Interval): Ranges {
  if (x.lo >= 0) return rightOfZero(x);
  if (x.hi <= 0) {
    const { f, first } = rightOfZero(negate(x));
    return { f: negate(f), first };
  }
  const left = rightOfZero(exactly(-x.lo));
  const right = rightOfZero(exactly(x.hi));
  return {
    f: { lo: -left.f.hi, hi: right.f.hi },
    first: { lo: Math.min(left.first.lo, right.first.lo), hi: 1 },
  };
}

/**
 * With e = e^{−2x}: tanh x = (1 − e)/(1 + e) falls in e, tanh′ x = 4e/(1 + e)²
 * grows. Either e or 1 − e would cancel if it came from the other.
 */
function rightOfZero(x: Interval): Ranges {
  const argument = { lo: -2 * x.hi, hi: -2 * x.lo }; // doubling is exact
  const isNearZero = x.hi < 0.35;
  const { lo, hi } = isNearZero ? expm1(argument) : exp(argument);
  const e = isNearZero ? below(1 + lo) : lo;
  const E = isNearZero ? above(1 + hi) : hi;
  const rest = isNearZero ? -hi : below(1 - hi);
  const REST = isNearZero ? -lo : above(1 - lo);
  const more = above(1 + e);
  const less = below(1 + E);
  return {
    f: {
      lo: Math.max(below(rest / above(1 + E)), 0),
      hi: Math.min(above(REST / below(1 + e)), 1),
    },
    first: {
      lo: Math.max(below(4 * e / above(more * more)), 0),
      hi: Math.min(above(4 * E / below(less * less)), 1),
    },
  };
}
