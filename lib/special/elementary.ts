/**
 * Elementary functions with the same bits on every engine. Those of Math are
 * left to the engine, and two browsers, or two versions of one, differ in the
 * last bit: a seed would not give the same numbers everywhere.
 *
 * @module
 */
export { default as atan } from "@stdlib/math-base-special-atan";
export { default as acos } from "@stdlib/math-base-special-acos";
export { default as asin } from "@stdlib/math-base-special-asin";
export { default as cos } from "@stdlib/math-base-special-cos";
export { default as expm1 } from "@stdlib/math-base-special-expm1";
export { default as log1p } from "@stdlib/math-base-special-log1p";
import exp from "@stdlib/math-base-special-exp";
import log from "@stdlib/math-base-special-ln";

export { exp, log };

/** xᵃ for x ≥ 0, with 0⁰ = 1; some ulps from the exact power. */
export function power(x: number, a: number): number {
  return a === 0 ? 1 : exp(a * log(x));
}

/** √(a² + b²), without overflow on the way. */
export function hypot(a: number, b: number): number {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  const smaller = Math.min(Math.abs(a), Math.abs(b));
  if (!(larger > 0)) return larger; // 0 or NaN
  const ratio = smaller / larger;
  return larger * Math.sqrt(1 + ratio * ratio);
}
