/**
 * Elementary functions in fixed point with 1300 binary places: so many that
 * Φ(−36) still has 300 good bits. Slow, short, and good enough to count ulps.
 */

const places = 1300n;
const one = 1n << places;

/** x · 2^places, exactly. */
export function exactly(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = (bits >> 52n) & 0x7ffn;
  const mantissa = (bits & ((1n << 52n) - 1n)) |
    (biased === 0n ? 0n : 1n << 52n);
  const shift = places + (biased === 0n ? 1n : biased) - 1075n;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return x < 0 ? -size : size;
}

/** |got − true value| in ulps of the true value, of 53 (or 24) bits. */
export function ulps(got: number, truth: bigint, bits: number = 53): number {
  const size = truth < 0n ? -truth : truth;
  const length = size.toString(2).length;
  const error = exactly(got) - truth;
  // 20 bits behind the ulp are enough to tell its parts
  const unit = BigInt(length - bits - 20);
  return Number(error < 0n ? -error >> unit : error >> unit) / 2 ** 20;
}

/** a · b. */
export function times(a: bigint, b: bigint): bigint {
  return (a * b) >> places;
}

/** a / b. */
export function over(a: bigint, b: bigint): bigint {
  return (a << places) / b;
}

/** Σ terms until they vanish; `next` gives the term after the n-th. */
function series(
  first: bigint,
  next: (term: bigint, n: bigint) => bigint,
): bigint {
  let sum = first;
  let term = first;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = next(term, n);
    sum += term;
  }
  return sum;
}

/** artanh(1/k)·2^places. */
function artanhOfInverse(k: bigint): bigint {
  let power = one / k;
  let sum = power;
  for (let n = 3n; power !== 0n; n += 2n) {
    power /= k * k;
    sum += power / n;
  }
  return sum;
}

const ln2 = 2n * artanhOfInverse(3n);

/** eˣ. */
export function exactExp(x: bigint): bigint {
  const k = (x + ln2 / 2n) / ln2 - (x < -ln2 / 2n ? 1n : 0n);
  const r = x - k * ln2;
  const power = series(one, (term, n) => times(term, r) / n);
  return k >= 0n ? power << k : power >> -k;
}

/** log(1 + u), by Halley's step from a float64 estimate. */
export function exactLogOnePlus(u: bigint, estimate: number): bigint {
  const y = exactly(estimate);
  const power = exactExp(y);
  const target = one + u;
  return y + over(2n * (target - power), target + power);
}

/** π by Machin's formula. */
function pi(): bigint {
  const arctan = (k: bigint) => {
    let power = one / k;
    let sum = power;
    for (let n = 3n, sign = -1n; power !== 0n; n += 2n, sign = -sign) {
      power /= k * k;
      sum += sign * power / n;
    }
    return sum;
  };
  return 4n * (4n * arctan(5n) - arctan(239n));
}

/** π. */
export const exactPi: bigint = pi();

/** arcsin x by Newton's method from a float64 estimate; not at ±1. */
export function exactArcsine(x: bigint, estimate: number): bigint {
  let y = exactly(estimate);
  for (let k = 0; k < 7; k++) {
    const square = times(y, y);
    const alternating = (first: bigint, offset: bigint) =>
      series(
        first,
        (term, n) =>
          -times(term, square) / ((2n * n + offset) * (2n * n + offset - 1n)),
      );
    const sine = alternating(y, 1n);
    const cosine = alternating(one, 0n);
    y += over(x - sine, cosine);
  }
  return y;
}

/** √x by Newton's iteration. */
export function exactRoot(x: bigint): bigint {
  let y = exactly(Math.sqrt(Number(x >> (places - 60n)) / 2 ** 60));
  for (let i = 0; i < 6; i++) y = (y + over(x, y)) / 2n;
  return y;
}

const rootTwoPi = exactRoot(2n * exactPi);

/** φ(x). */
export function exactDensity(x: bigint): bigint {
  return over(exactExp(-times(x, x) / 2n), rootTwoPi);
}

/** erf(x/√2) = 2 φ(x) Σ x^{2n+1}/(1·3·5…(2n + 1)). */
export function exactCentered(x: bigint): bigint {
  const square = times(x, x);
  const sum = series(x, (term, n) => times(term, square) / (2n * n + 1n));
  // not times the density: its absolute error would count e^{x²/2} times
  return 2n * over(over(sum, rootTwoPi), exactExp(square / 2n));
}

/** 1. */
export const exactOne: bigint = one;
