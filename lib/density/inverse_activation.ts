import type { Activation } from "../network/mod.ts";

/**
 * x with f(x) = y for an increasing f, to the last bit or two: Newton's steps
 * from inside a bracket, which every value narrows, and halves where a step
 * would leave it.
 *
 * @returns NaN where no x up to the largest number has f(x) = y.
 */
export function inverseActivation(
  { f, derivative }: Activation,
  y: number,
): number {
  let low = -1;
  let high = 1;
  while (low > -Infinity && f(low) > y) {
    high = low;
    low *= 2;
  }
  while (high < Infinity && f(high) < y) {
    low = Math.max(low, high);
    high *= 2;
  }
  if (!Number.isFinite(low + high + y)) return NaN;
  let x = Math.min(Math.max(y, low), high);
  // each step narrows the bracket, by half where Newton's does not fit: 2200
  // halves are all there are between the largest number and the smallest
  for (let turn = 0; turn < 2200; turn++) {
    const value = f(x);
    if (value === y) return x;
    if (value < y) low = x;
    else high = x;
    const step = x - (value - y) / derivative(x, value);
    const next = step > low && step < high ? step : low / 2 + high / 2;
    if (next === x || next === low || next === high) return next;
    x = next;
  }
  return x;
}
