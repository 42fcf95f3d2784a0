import { formatNumber, formatPowerOfTen } from "./format.ts";

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
  const low = Math.floor(Math.log10(positive[skipped]));
  const high = Math.ceil(Math.log10(positive[positive.length - 1 - skipped]));
  return {
    low: low - (zeros && cut === 0 ? 1 : 0),
    high: Math.max(high, low + 1),
    zeros: zeros && cut === 0,
  };
}

/** A value as an exponent on the axis; zeros and smaller ones at its lower end. */
export function exponentOf(value: number, { low }: Decades): number {
  if (!Number.isFinite(value)) return NaN;
  return value > 0 ? Math.max(low, Math.log10(value)) : low;
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

/** How losses are laid out: by exponent, or as they are once one is negative. */
export interface LossScale {
  /** Ends of the axis, in its own unit. */
  readonly domain: readonly [number, number];
  /** From a loss to the axis. */
  readonly place: (loss: number) => number;
  /** Places of ticks on the axis. */
  readonly ticks: (count: number) => number[];
  /** The label of a place. */
  readonly label: (place: number) => string;
}

/** The scale for losses: logarithmic, or linear where one is negative. */
export function lossScale(losses: readonly number[], cut = 0): LossScale {
  if (losses.some((loss) => loss < 0)) return linearScale(losses);
  const decades = decadesOf(losses, cut);
  return {
    domain: [decades.low, decades.high],
    place: (loss) => exponentOf(loss, decades),
    ticks: (count) => {
      const ticks = decadeTicks(decades, count);
      if (!decades.zeros || ticks[0] === decades.low) return ticks;
      return [decades.low, ...ticks.slice(ticks[0] < decades.low + 2 ? 1 : 0)];
    },
    label: (exponent) => decadeLabel(exponent, decades),
  };
}

/** A linear scale over round numbers around the finite losses. */
export function linearScale(losses: readonly number[]): LossScale {
  const finite = losses.filter(Number.isFinite);
  let min = Infinity;
  let max = -Infinity;
  for (const loss of finite) {
    min = Math.min(min, loss);
    max = Math.max(max, loss);
  }
  if (!(max > min)) max = min + Math.max(1, Math.abs(min));
  const step = niceStep((max - min) / 4);
  const low = Math.floor(min / step) * step;
  const high = Math.ceil(max / step) * step;
  return {
    domain: [low, high],
    place: (loss) => Number.isFinite(loss) ? loss : NaN,
    ticks: (count) => linearTicks(low, high, count),
    label: (value) => formatNumber(value, 3),
  };
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
  for (
    let k = Math.ceil(low / step - 1e-9);
    k * step <= high + 1e-9 * step;
    k++
  ) {
    ticks.push(k === 0 ? 0 : Number((k * step).toPrecision(12)));
  }
  return ticks;
}
