/** high + low, |low| at most half an ulp of high: some 31 digits. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

type Number = DoubleDouble;

/** The double x. */
export function from(x: number): Number {
  return { high: x, low: 0 };
}

export const zero = from(0);
export const one = from(1);

/** a + b for |a| ≥ |b|. */
function quickSum(a: number, b: number): Number {
  const high = a + b;
  return { high, low: b - (high - a) };
}

/** a + b of doubles, exactly (Knuth). */
function sumOf(a: number, b: number): Number {
  const high = a + b;
  const t = high - a;
  return { high, low: (a - (high - t)) + (b - t) };
}

/** a · b of doubles, exactly (Dekker, Veltkamp). */
function productOf(a: number, b: number): Number {
  const high = a * b;
  const s = 134217729 * a;
  const aHigh = s - (s - a);
  const aLow = a - aHigh;
  const t = 134217729 * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  const low = aLow * bLow -
    (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  return { high, low };
}

export function add(a: Number, b: Number): Number {
  const s = sumOf(a.high, b.high);
  const t = sumOf(a.low, b.low);
  const u = quickSum(s.high, s.low + t.high);
  return quickSum(u.high, u.low + t.low);
}

export function negate(a: Number): Number {
  return { high: -a.high, low: -a.low };
}

export function subtract(a: Number, b: Number): Number {
  return add(a, negate(b));
}

export function multiply(a: Number, b: Number): Number {
  const p = productOf(a.high, b.high);
  return quickSum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

export function divide(a: Number, b: Number): Number {
  const first = a.high / b.high;
  const rest = subtract(a, multiply(b, from(first)));
  const second = rest.high / b.high;
  const last = subtract(rest, multiply(b, from(second))).high / b.high;
  return add(quickSum(first, second), from(last));
}

export function sqrt(a: Number): Number {
  if (a.high === 0) return zero;
  const root = from(Math.sqrt(a.high));
  return divide(add(root, divide(a, root)), from(2));
}

/** Whether lo ≤ a ≤ hi. */
export function isBetween(a: Number, lo: number, hi: number): boolean {
  return (a.high - lo) + a.low >= 0 && (hi - a.high) - a.low >= 0;
}

const ln2: Number = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };
export const π: Number = {
  high: 3.141592653589793,
  low: 1.2246467991473532e-16,
};

/** eˣ − 1 for |x| < 0.4: Taylor's series. */
function smallExpm1(x: Number): Number {
  let sum = x;
  let term = x;
  for (let n = 2; Math.abs(term.high) > 1e-34 * Math.abs(sum.high); n++) {
    term = divide(multiply(term, x), from(n));
    sum = add(sum, term);
  }
  return sum;
}

export function exp(x: Number): Number {
  if (x.high < -750) return zero; // below half the least double
  const k = Math.round(x.high / ln2.high);
  const r = subtract(x, multiply(ln2, from(k)));
  const { high, low } = add(one, smallExpm1(r));
  // in two steps, as 2 ** k alone may overflow or vanish
  const half = 2 ** Math.trunc(k / 2);
  const rest = 2 ** (k - Math.trunc(k / 2));
  return { high: high * half * rest, low: low * half * rest };
}

export function expm1(x: Number): Number {
  return Math.abs(x.high) < 0.4 ? smallExpm1(x) : subtract(exp(x), one);
}

/** log(1 + x) for x > −½: 2 artanh(x/(2 + x)). */
export function log1p(x: Number): Number {
  const t = divide(x, add(from(2), x));
  const square = multiply(t, t);
  let sum = t;
  let power = t;
  for (let n = 3; Math.abs(power.high) > 1e-34 * Math.abs(sum.high); n += 2) {
    power = multiply(power, square);
    sum = add(sum, divide(power, from(n)));
  }
  return add(sum, sum);
}

/** φ(x). */
export function normalDensity(x: Number): Number {
  const square = multiply(x, x);
  return divide(
    exp({ high: -square.high / 2, low: -square.low / 2 }),
    sqrt(add(π, π)),
  );
}

/** Φ(x) − ½ near 0, by φ(x) Σ x^{2n+1}/(2n + 1)!!. */
function centered(x: Number): Number {
  const square = multiply(x, x);
  let sum = x;
  let term = x;
  for (let n = 3; Math.abs(term.high) > 1e-34 * Math.abs(sum.high); n += 2) {
    term = divide(multiply(term, square), from(n));
    sum = add(sum, term);
  }
  return multiply(normalDensity(x), sum);
}

/** Φ(−x) for x > 3, by Laplace's continued fraction of Mills' ratio. */
function tail(x: Number): Number {
  let t = x;
  for (let n = 150; n >= 1; n--) t = add(x, divide(from(n), t));
  return divide(normalDensity(x), t);
}

/** Φ(x). */
export function normalCdf(x: Number): Number {
  if (x.high < -3) return tail(negate(x));
  if (x.high > 3) return subtract(one, tail(x));
  return add(from(0.5), centered(x));
}

/** 2Φ(x) − 1. */
export function centeredNormalCdf(x: Number): Number {
  if (Math.abs(x.high) <= 3) return multiply(from(2), centered(x));
  const size = subtract(
    one,
    multiply(from(2), tail(x.high < 0 ? negate(x) : x)),
  );
  return x.high < 0 ? negate(size) : size;
}
