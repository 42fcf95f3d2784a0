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
export { default as sin } from "@stdlib/math-base-special-sin";
import exp from "@stdlib/math-base-special-exp";
import expm1 from "@stdlib/math-base-special-expm1";
import log from "@stdlib/math-base-special-ln";
import log1p from "@stdlib/math-base-special-log1p";

export { exp, expm1, log, log1p };

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

/** sinh x, within some ulps; infinite from |x| ≈ 709.8 on. */
export function sinh(x: number): number {
  const e = expm1(Math.abs(x));
  // (e + e/(e + 1))/2, also where e is infinite
  const size = 0.5 * (e + (e < Infinity ? e / (e + 1) : 0));
  return x < 0 ? -size : size;
}

/** tanh x, within some ulps. */
export function tanh(x: number): number {
  const e = expm1(-2 * Math.abs(x));
  const size = -e / (e + 2);
  return x < 0 ? -size : size;
}

/** The inverse of sinh, within some ulps. */
export function asinh(x: number): number {
  const size = Math.abs(x);
  const value = size > 1e8
    ? log(size) + Math.LN2
    : log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
  return x < 0 ? -value : value;
}
