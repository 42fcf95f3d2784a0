/**
 * Elementary functions in integers: numbers are multiples of 2⁻²⁵⁶, results are
 * right but for some of the last of these. Slow (some 20 µs), and short: what
 * correctly rounded functions begin and end with.
 *
 * @module
 */

const digits = 256;
const one = 1n << BigInt(digits);

/** A double in multiples of 2⁻²⁵⁶, exact where its last bit is one of them. */
export function toFixed(x: number): bigint {
  // twice 2¹²⁸: 2²⁵⁶ times a large x may be more than a double holds
  const scaled = x * 2 ** 128;
  if (!Number.isInteger(scaled)) return BigInt(Math.round(scaled * 2 ** 128));
  return BigInt(scaled) << 128n;
}

/** The double nearest to a number, the even one of two as near. */
export function toDouble(x: bigint): number {
  return Number(x) * 2 ** -digits; // conversion rounds, scaling is exact
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(digits);
}

/** s + s³/3 + s⁵/5 + …, or with alternating signs: artanh s, or arctan s. */
function oddSeries(s: bigint, sign: 1n | -1n): bigint {
  const square = sign * times(s, s);
  let power = s;
  let sum = s;
  for (let n = 3n; power !== 0n && power !== -1n; n += 2n) {
    power = times(power, square);
    sum += power / n;
  }
  return sum;
}

/** log x for x in about ½ … 2, where the series converges fast. */
export function logOf(x: bigint): bigint {
  return 2n * oddSeries(((x - one) << BigInt(digits)) / (x + one), 1n);
}

/** log 2. */
export const log2 = (): bigint => 2n * oddSeries(one / 3n, 1n);

/** π, by Machin's formula. */
export const pi = (): bigint =>
  16n * oddSeries(one / 5n, -1n) - 4n * oddSeries(one / 239n, -1n);

/** 1 − x²/2 + … from cos 0 = 1, or x − x³/6 + … from x: |x| up to some tens. */
function alternating(first: bigint, from: bigint, x: bigint): bigint {
  const square = times(x, x);
  let term = first;
  let sum = first;
  for (let n = from; term !== 0n && term !== -1n; n += 2n) {
    term = -times(term, square) / (n * (n + 1n));
    sum += term;
  }
  return sum;
}

/** sin x. */
export const sinOf = (x: bigint): bigint => alternating(x, 2n, x);

/** cos x. */
export const cosOf = (x: bigint): bigint => alternating(one, 1n, x);
