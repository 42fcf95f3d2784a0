import type { Interval } from "../../interval/mod.ts";

/** A function at the two ends of an interval. */
export interface AtEnds<Value> {
  readonly left: Value;
  readonly right: Value;
}

/** The function at both ends, once where they are the same. */
export function atEnds<Value>(
  { lo, hi }: Interval,
  f: (x: number) => Value,
): AtEnds<Value> {
  const left = f(lo);
  return { left, right: hi === lo ? left : f(hi) };
}

/** The range of an increasing function, from its values at the ends. */
export function increasing(left: Interval, right: Interval): Interval {
  return { lo: left.lo, hi: right.hi };
}
