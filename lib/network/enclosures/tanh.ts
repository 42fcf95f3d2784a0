import {
  exactly,
  exp,
  expm1,
  farAbove,
  farBelow,
  type Interval,
  multiply,
  negate,
  scale,
  subtract,
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

/** tanh and tanh′. */
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

/** From e = e^{−2x}: either e or 1 − e would cancel if it came from the other. */
function rightOfZero(x: Interval): Ranges {
  const argument = { lo: -2 * x.hi, hi: -2 * x.lo }; // doubling is exact
  if (x.hi < 0.35) {
    const rest = negate(expm1(argument));
    return fromExponential(subtract(one, rest), rest);
  }
  const e = exp(argument);
  return fromExponential(e, subtract(one, e));
}

const one = exactly(1);

/**
 * tanh x = (1 − e)/(1 + e) falls in e, tanh′ x = 4e/(1 + e)² grows. So many
 * roundings as ulps are accounted for.
 */
export function fromExponential(e: Interval, rest: Interval): Ranges {
  const [low, high] = [1 + e.lo, 1 + e.hi];
  return {
    f: {
      lo: Math.max(farBelow(rest.lo / high, 2), 0),
      hi: Math.min(farAbove(rest.hi / low, 2), 1),
    },
    first: {
      lo: Math.max(farBelow(4 * e.lo / (low * low), 4), 0),
      hi: Math.min(farAbove(4 * e.hi / (high * high), 4), 1),
    },
  };
}
