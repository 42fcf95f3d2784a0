import { above, below } from "./rounding.ts";

/**
 * All real numbers from lo to hi. Results of the functions below hold every
 * value that their operands can have; an end that is NaN or infinite says that
 * nothing is known, and no test of such an interval succeeds.
 */
export interface Interval {
  /** The lower end. */
  readonly lo: number;
  /** The upper end. */
  readonly hi: number;
}

/** The interval of one number. */
export function exactly(x: number): Interval {
  return { lo: x, hi: x };
}

/** The interval between two numbers. */
export function between(lo: number, hi: number): Interval {
  return { lo, hi };
}

/** Whether both ends are finite, in order. */
export function isBounded({ lo, hi }: Interval): boolean {
  return lo <= hi && hi - lo < Infinity;
}

/** Whether the interval holds x. */
export function contains({ lo, hi }: Interval, x: number): boolean {
  return lo <= x && x <= hi;
}

/** −a. */
export function negate(a: Interval): Interval {
  return { lo: -a.hi, hi: -a.lo };
}

/** a + b. */
export function add(a: Interval, b: Interval): Interval {
  return { lo: below(a.lo + b.lo), hi: above(a.hi + b.hi) };
}

/** a − b. */
export function subtract(a: Interval, b: Interval): Interval {
  return { lo: below(a.lo - b.hi), hi: above(a.hi - b.lo) };
}

/** a · b. */
export function multiply(a: Interval, b: Interval): Interval {
  const p = a.lo * b.lo;
  const q = a.lo * b.hi;
  const r = a.hi * b.lo;
  const s = a.hi * b.hi;
  return {
    lo: below(Math.min(p, q, r, s)),
    hi: above(Math.max(p, q, r, s)),
  };
}

/** a · x for a number x. */
export function scale(a: Interval, x: number): Interval {
  const p = a.lo * x;
  const q = a.hi * x;
  return { lo: below(Math.min(p, q)), hi: above(Math.max(p, q)) };
}

/** a / b; all that is unknown where b holds 0. */
export function divide(a: Interval, b: Interval): Interval {
  if (!(b.lo > 0 || b.hi < 0)) return unknown;
  const p = a.lo / b.lo;
  const q = a.lo / b.hi;
  const r = a.hi / b.lo;
  const s = a.hi / b.hi;
  return {
    lo: below(Math.min(p, q, r, s)),
    hi: above(Math.max(p, q, r, s)),
  };
}

/** a², without the negative part that a · a would have. */
export function square(a: Interval): Interval {
  const p = a.lo * a.lo;
  const q = a.hi * a.hi;
  const hi = above(Math.max(p, q));
  if (a.lo <= 0 && a.hi >= 0) return { lo: 0, hi };
  return { lo: Math.max(below(Math.min(p, q)), 0), hi };
}

/** √a; all that is unknown where a holds negative numbers. */
export function sqrt(a: Interval): Interval {
  if (!(a.lo >= 0)) return unknown;
  return {
    lo: Math.max(below(Math.sqrt(a.lo)), 0),
    hi: above(Math.sqrt(a.hi)),
  };
}

/** The part of a that lies in the range [lo, hi] of what a encloses. */
export function clamp(a: Interval, lo: number, hi: number): Interval {
  return { lo: Math.max(a.lo, lo), hi: Math.min(a.hi, hi) };
}

/** What holds no information. */
export const unknown: Interval = { lo: NaN, hi: NaN };
