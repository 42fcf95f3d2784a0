import {
  acos,
  add,
  asin,
  at,
  clamp,
  divide,
  exactly,
  type Interval,
  type Intervals,
  multiply,
  pi,
  scale,
  sqrt,
  square,
  subtract,
} from "../../interval/mod.ts";

/** A bias-free neuron over a box of weights. */
export interface Ray {
  /** ‖w‖. */
  readonly r: Interval;
  /** w/‖w‖. */
  readonly e: readonly Interval[];
}

/** Two rays over a box: what lies between their directions e₁ and e₂. */
export interface Wedge {
  /** cos θ. */
  readonly c: Interval;
  /** sin θ. */
  readonly s: Interval;
  /** π − θ, the angle of the wedge in which both neurons are active. */
  readonly open: Interval;
  /** e₂ − c e₁, the part of e₂ orthogonal to e₁; of length s. */
  readonly across: readonly Interval[];
  /** e₁ − c e₂. */
  readonly back: readonly Interval[];
}

/** The neuron of weights from … from + d − 1; undefined where they may all be 0. */
export function ray(
  weights: Intervals,
  from: number,
  d: number,
): Ray | undefined {
  const w = Array.from({ length: d }, (_, i) => at(weights, from + i));
  const r = lengthOf(w);
  if (!(r.lo > 0)) return undefined;
  return { r, e: w.map((x) => clamp(divide(x, r), -1, 1)) };
}

/** What lies between two rays. */
export function wedge({ e: e1 }: Ray, { e: e2 }: Ray): Wedge {
  const c = clamp(sum(e1.map((x, i) => multiply(x, e2[i]))), -1, 1);
  const across = e2.map((x, i) => subtract(x, multiply(c, e1[i])));
  const back = e1.map((x, i) => subtract(x, multiply(c, e2[i])));
  // each is the sharper one somewhere
  const byCosine = sqrt(clamp(subtract(exactly(1), square(c)), 0, 1));
  const byLength = lengthOf(across);
  const s = clamp(byCosine, byLength.lo, byLength.hi);
  return { c, s, open: openAngle(c, s), across, back };
}

/** The same, seen from the other ray. */
export function turned({ across, back, ...angle }: Wedge): Wedge {
  return { ...angle, across: back, back: across };
}

/** π − θ, from the one of sine and cosine that tells it better. */
function openAngle(c: Interval, s: Interval): Interval {
  const isSlanted = Math.max(Math.abs(c.lo), Math.abs(c.hi)) > 0.75 &&
    c.lo * c.hi > 0;
  if (!isSlanted) return subtract(pi, acos(c));
  const acute = asin(clamp(s, 0, 1));
  return c.lo > 0 ? subtract(pi, acute) : acute;
}

function lengthOf(x: readonly Interval[]): Interval {
  return sqrt(clamp(sum(x.map(square)), 0, Infinity));
}

function sum(terms: readonly Interval[]): Interval {
  return terms.reduce(add, exactly(0));
}

const twoPi = scale(pi, 2);

/** E σ(w₁·x)σ(w₂·x) = r₁r₂(sin θ + (π − θ) cos θ)/2π. */
export function product(one: Ray, two: Ray, { c, s, open }: Wedge): Interval {
  const angle = add(s, multiply(open, c));
  return divide(multiply(multiply(one.r, two.r), angle), twoPi);
}

/** Its derivative in w₁: r₂(sin θ e₁ + (π − θ) e₂)/2π. */
export function slope(one: Ray, two: Ray, { s, open }: Wedge): Interval[] {
  const factor = divide(two.r, twoPi);
  return one.e.map((x, i) =>
    multiply(factor, add(multiply(s, x), multiply(open, two.e[i])))
  );
}

/**
 * Its second derivative in w₁ twice, d × d row-major:
 * r₂(sin θ (I − e₁e₁ᵀ) + mmᵀ)/2πr₁, with m = `across`, over the root of sin θ.
 */
export function bend(one: Ray, two: Ray, wedge: Wedge): Interval[] {
  const { s, across } = wedge;
  const factor = divide(two.r, multiply(twoPi, one.r));
  return table(one.e.length, (i, j) => {
    const along = multiply(s, multiply(one.e[i], one.e[j]));
    const flat = i === j ? subtract(s, along) : scale(along, -1);
    return multiply(factor, add(flat, overSine(across[i], across[j], s)));
  });
}

/**
 * Its second derivative in w₁ and w₂: ((π − θ) I + sin θ cos θ e₁e₁ᵀ +
 * sin θ (e₁mᵀ + me₁ᵀ) − cos θ mmᵀ)/2π with m = `across`, mmᵀ over sin θ; symmetric.
 */
export function twist(one: Ray, wedge: Wedge): Interval[] {
  const { c, s, open, across } = wedge;
  const { e } = one;
  const cs = multiply(c, s);
  const factor = divide(exactly(1), twoPi);
  return table(e.length, (i, j) => {
    const mixed = i === j
      ? scale(multiply(e[i], across[i]), 2)
      : add(multiply(e[i], across[j]), multiply(e[j], across[i]));
    const inPlane = add(
      multiply(cs, multiply(e[i], e[j])),
      subtract(
        multiply(s, mixed),
        multiply(c, overSine(across[i], across[j], s)),
      ),
    );
    return multiply(factor, i === j ? add(open, inPlane) : inPlane);
  });
}

/** x y/s of two entries of a vector of length s, which may be 0. */
function overSine(x: Interval, y: Interval, s: Interval): Interval {
  const product = multiply(x, y);
  const bound = { lo: -s.hi, hi: s.hi };
  if (!(s.lo > 0)) return bound;
  const ratio = divide(product, s);
  return clamp(ratio, bound.lo, bound.hi);
}

/** A symmetric d × d matrix, of which each pair is computed once. */
function table(
  d: number,
  entry: (i: number, j: number) => Interval,
): Interval[] {
  const out: Interval[] = new Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) out[i * d + j] = out[j * d + i] = entry(i, j);
  }
  return out;
}
