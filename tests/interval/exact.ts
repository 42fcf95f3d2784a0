/** Fraction bits of exact numbers: every double is a multiple of 2⁻¹⁰⁷⁴. */
const doubleBits = 1074n;
/** Fraction bits of the functions below: 126 more than a double can have. */
const bits = 1200n;
export const one = 1n << bits;

const view = new DataView(new ArrayBuffer(8));

/** x · 2¹⁰⁷⁴, exactly. */
export function exact(x: number): bigint {
  view.setFloat64(0, x);
  const word = view.getBigUint64(0);
  const exponent = (word >> 52n) & 0x7ffn;
  const fraction = word & 0xfffffffffffffn;
  const size = exponent === 0n
    ? fraction
    : (fraction | (1n << 52n)) << (exponent - 1n);
  return word >> 63n ? -size : size;
}

/** x · 2¹²⁰⁰, exactly. */
export function fixed(x: number): bigint {
  return exact(x) << (bits - doubleBits);
}

const times = (a: bigint, b: bigint) => (a * b) >> bits;
const over = (a: bigint, b: bigint) => (a << bits) / b;

/** 1/arctan-series of an integer's reciprocal. */
function arctanOfInverse(n: bigint): bigint {
  let sum = 0n;
  let term = one / n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += k % 4n === 1n ? term / k : -term / k;
    term /= n * n;
  }
  return sum;
}

/** Machin's formula. */
const π = 16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n);

/** ln 2 = Σ 2/((2k + 1) 3^{2k+1}). */
const ln2 = (() => {
  let sum = 0n;
  let term = 2n * one / 3n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term /= 9n;
  }
  return sum;
})();

/** The square root to all bits. */
export function sqrt(a: bigint): bigint {
  const n = a << bits;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  while (true) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** eˣ by Taylor's series after x = k ln 2 + r. */
export function exp(x: bigint): bigint {
  const k = (2n * x + ln2) / (2n * ln2) - (x < -ln2 ? 1n : 0n);
  const r = x - k * ln2;
  let sum = one;
  let term = one;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = times(term, r) / n;
    sum += term;
  }
  return k >= 0n ? sum << k : sum >> -k;
}

/** ln x by Newton's method from the nearest double. */
export function log(x: bigint, start: number): bigint {
  let y = fixed(start);
  for (let i = 0; i < 6; i++) y += times(x, exp(-y)) - one;
  return y;
}

/** erf x = 2/√π Σ 2ⁿ x^{2n+1}/(2n + 1)!! / e^{x²}, with all bits of 1 − erf x. */
export function erf(x: bigint): bigint {
  const square = times(x, x);
  let sum = 0n;
  let term = x;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = 2n * times(term, square) / (2n * n + 1n);
  }
  return over(2n * sum, times(exp(square), sqrt(π)));
}

/** e^{−x²/2}/√(2π). */
export function normalDensity(x: bigint): bigint {
  return over(exp(-times(x, x) / 2n), sqrt(2n * π));
}

/** Φ(x). */
export function normalCdf(x: bigint): bigint {
  return (one + erf(over(x, sqrt(2n * one)))) / 2n;
}
