import {
  add,
  divide,
  exactly,
  exp,
  type Interval,
  log1p,
  square,
} from "../../interval/mod.ts";
import { atEnds, bump, increasing } from "./ranges.ts";

/** σ(x), 1 − σ(x) = σ(−x) and σ′(x) over an interval. */
export interface LogisticRanges {
  readonly value: Interval;
  readonly rest: Interval;
  readonly derivative: Interval;
}

/** The ranges of σ(x) = 1/(1 + e⁻ˣ) and of what follows from it. */
export function logistic(x: Interval): LogisticRanges {
  const { left, right } = atEnds(x, logisticAt);
  return {
    value: increasing(left.value, right.value),
    rest: increasing(right.rest, left.rest),
    derivative: bump(x, left.derivative, right.derivative, 0.25),
  };
}

/** From e^{−|x|}, which neither overflows nor cancels. */
function logisticAt(x: number): LogisticRanges {
  const e = exp(exactly(-Math.abs(x)));
  const denominator = add(one, e);
  const large = divide(one, denominator);
  const small = divide(e, denominator);
  return {
    value: x >= 0 ? large : small,
    rest: x >= 0 ? small : large,
    derivative: divide(e, square(denominator)),
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

const one = exactly(1);
