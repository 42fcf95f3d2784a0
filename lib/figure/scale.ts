import { formatPowerOfTen } from "./format.ts";

/** Powers of ten that are numbers: beyond, doubles are zero or infinite. */
export const [LEAST, MOST] = [-323, 308];

/** A logarithmic axis over whole decades, so that growing data rarely moves it. */
export interface Decades {
  /** Exponents of its ends. */
  readonly low: number;
  readonly high: number;
  /** Whether its lower end stands for exact zeros. */
  readonly zeros: boolean;
}

/**
 * The decades that hold the finite values from the quantile `cut` to the
 * quantile 1 − `cut`. With zeros among them one more decade, whose end stands
 * for zero. Without a positive value: 0.1 … 1.
 */
export function decadesOf(values: Iterable<number>, cut = 0): Decades {
  const positive: number[] = [];
  let zeros = false;
  for (const value of values) {
    if (value > 0 && value < Infinity) positive.push(value);
    else if (value === 0) zeros = true;
  }
  if (positive.length === 0) return { low: -1, high: 0, zeros };
  positive.sort((a, b) => a - b);
  const skipped = Math.floor(cut * (positive.length - 1));
  const first = Math.floor(Math.log10(positive[skipped]));
  const last = Math.ceil(Math.log10(positive[positive.length - 1 - skipped]));
  const zero = zeros && cut === 0;
  const low = Math.max(LEAST, Math.min(first, MOST - 1) - (zero ? 1 : 0));
  const high = Math.min(MOST, Math.max(last, first + 1, low + 1));
  return { low, high, zeros: zero };
}

/**
 * So many decades as an axis has room for while a run may still need more: it
 * then widens once or twice, not with every power of ten.
 */
export function roomFor(
  decades: number,
  first: number,
  factor: number,
): number {
  let room = first;
  while (room < decades) room *= factor;
  return room;
}

/** Exponents to label: at most `count`, in steps that people count in. */
export function decadeTicks({ low, high }: Decades, count: number): number[] {
  const span = high - low;
  const step =
    [1, 2, 3, 5, 10, 20, 50, 100, 200].find((s) =>
      span / s <= Math.max(1, count)
    ) ?? 500;
  const ticks: number[] = [];
  for (let e = Math.ceil(low / step) * step; e <= high; e += step) {
    ticks.push(e === 0 ? 0 : e);
  }
  return ticks;
}

/** The label of a tick of {@linkcode decadeTicks}. */
export function decadeLabel(exponent: number, decades: Decades): string {
  return decades.zeros && exponent === decades.low
    ? "0"
    : formatPowerOfTen(exponent);
}

/** The smallest of 1, 2, 5 × 10ᵏ that is at least x. */
export function niceStep(x: number): number {
  if (!(x > 0) || x === Infinity) return 1;
  const power = 10 ** Math.floor(Math.log10(x));
  const factor = [1, 2, 5, 10].find((f) => f * power >= x * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Round values between two ends, about `count` of them. */
export function linearTicks(
  low: number,
  high: number,
  count: number,
): number[] {
  const step = niceStep((high - low) / Math.max(1, count));
  const ticks: number[] = [];
  // numbers so close that rounding eats the step
  if (!(high - low > 1e-11 * Math.max(Math.abs(low), Math.abs(high)))) {
    return [low];
  }
  for (
    let k = Math.ceil(low / step - 1e-9);
    k * step <= high + 1e-9 * step;
    k++
  ) {
    ticks.push(k === 0 ? 0 : Number((k * step).toPrecision(12)));
  }
  return ticks;
}
