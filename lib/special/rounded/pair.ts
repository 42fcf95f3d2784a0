import { toDouble, toFixed } from "./exact.ts";

/** What a + b lost when it was rounded to `sum` (Knuth): exact. */
export function sumError(a: number, b: number, sum: number): number {
  const other = sum - a;
  return (a - (sum - other)) + (b - other);
}

/** What a · b lost when it was rounded to `product` (Dekker): exact. */
export function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) +
    aLow * bLow;
}

/** x to 26 bits (Veltkamp), which leaves 26 and a sign. */
function upperHalf(x: number): number {
  const c = (2 ** 27 + 1) * x;
  return c - (c - x);
}

/** A number as a sum of doubles, each the nearest to what those before leave. */
export function split(x: bigint, parts: number): number[] {
  const doubles: number[] = [];
  for (let rest = x; doubles.length < parts;) {
    const next = toDouble(rest);
    doubles.push(next);
    rest -= toFixed(next);
  }
  return doubles;
}

/** The same, where each part but the last has so many bits. */
export function splitShort(x: bigint, bits: readonly number[]): number[] {
  const doubles: number[] = [];
  let rest = x;
  for (const kept of bits) {
    const next = toDouble(rest);
    const carrier = (2 ** (53 - kept) + 1) * next;
    doubles.push(carrier - (carrier - next));
    rest -= toFixed(doubles.at(-1)!);
  }
  return [...doubles, toDouble(rest)];
}

/**
 * The double nearest to high + low, where that is known to an error relative to
 * `high`; undefined where another one may be nearer.
 */
export function roundIfSure(
  high: number,
  low: number,
  error: number,
): number | undefined {
  const doubt = error * Math.abs(high);
  const rounded = high + (low - doubt);
  return rounded === high + (low + doubt) ? rounded : undefined;
}
