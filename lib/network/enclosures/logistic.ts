import {
  add,
  exactly,
  exp,
  farAbove,
  farBelow,
  type Interval,
  log1p,
  negate,
} from "../../interval/mod.ts";
import { atEnds, increasing } from "./ranges.ts";

/** σ(x), 1 − σ(x) = σ(−x) and σ′(x) over an interval. */
export interface LogisticRanges {
  readonly value: Interval;
  readonly rest: Interval;
  readonly derivative: Interval;
}

/** The ranges of σ(x) = 1/(1 + e⁻ˣ) and of what follows from it. */
export function logistic(x: Interval): LogisticRanges {
  if (x.lo >= 0) {
    const { large, small, derivative } = fromExponential(exp(negate(x)));
    return { value: large, rest: small, derivative };
  }
  if (x.hi <= 0) {
    const { large, small, derivative } = fromExponential(exp(x));
    return { value: small, rest: large, derivative };
  }
  const left = fromExponential(exp(exactly(x.lo)));
  const right = fromExponential(exp(exactly(-x.hi)));
  return {
    value: { lo: left.small.lo, hi: right.large.hi },
    rest: { lo: right.small.lo, hi: left.large.hi },
    derivative: {
      lo: Math.min(left.derivative.lo, right.derivative.lo),
      hi: 0.25,
    },
  };
}

/**
 * From e = e^{−|x|}, which neither overflows nor cancels: 1/(1 + e) falls in e,
 * e/(1 + e) and e/(1 + e)² grow. So many roundings as ulps are accounted for.
 */
export function fromExponential({ lo, hi }: Interval): {
  readonly large: Interval;
  readonly small: Interval;
  readonly derivative: Interval;
} {
  const [low, high] = [1 + lo, 1 + hi];
  return {
    large: { lo: farBelow(1 / high, 2), hi: farAbove(1 / low, 2) },
    small: { lo: farBelow(lo / low, 2), hi: farAbove(hi / high, 2) },
    derivative: {
      lo: farBelow(lo / (low * low), 4),
      hi: Math.min(farAbove(hi / (high * high), 4), 0.25),
    },
  };
}

/** The range of log(1 + eˣ). */
export function softplusRange(x: Interval): Interval {
  const { left, right } = atEnds(x, (x) =>
    add(
      exactly(Math.max(x, 0)),
      log1p(exp(exactly(-Math.abs(x)))),
    ));
  return increasing(left, right);
}
