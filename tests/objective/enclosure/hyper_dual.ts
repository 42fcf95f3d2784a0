import * as dd from "./double_double.ts";
import type { DoubleDouble } from "./double_double.ts";

/**
 * A function of two parameters with its derivatives: value, ∂ᵢ, ∂ⱼ, ∂ᵢ∂ⱼ. With
 * these four numbers every rule of calculus is exact: the tests' own second
 * opinion on gradients and Hessians, in 31 digits.
 */
export interface HyperDual {
  readonly v: DoubleDouble;
  readonly i: DoubleDouble;
  readonly j: DoubleDouble;
  readonly ij: DoubleDouble;
}

/** A number that does not depend on the parameters. */
export function constant(x: number | DoubleDouble): HyperDual {
  const v = typeof x === "number" ? dd.from(x) : x;
  return { v, i: dd.zero, j: dd.zero, ij: dd.zero };
}

/** f(g), with f, f′, f″ at the value of g. */
function chain(
  g: HyperDual,
  f: DoubleDouble,
  first: DoubleDouble,
  second: DoubleDouble,
): HyperDual {
  return {
    v: f,
    i: dd.multiply(first, g.i),
    j: dd.multiply(first, g.j),
    ij: dd.add(
      dd.multiply(first, g.ij),
      dd.multiply(second, dd.multiply(g.i, g.j)),
    ),
  };
}

export function add(a: HyperDual, b: HyperDual): HyperDual {
  return {
    v: dd.add(a.v, b.v),
    i: dd.add(a.i, b.i),
    j: dd.add(a.j, b.j),
    ij: dd.add(a.ij, b.ij),
  };
}

export function scale(a: HyperDual, x: number | DoubleDouble): HyperDual {
  const s = typeof x === "number" ? dd.from(x) : x;
  return {
    v: dd.multiply(s, a.v),
    i: dd.multiply(s, a.i),
    j: dd.multiply(s, a.j),
    ij: dd.multiply(s, a.ij),
  };
}

export function subtract(a: HyperDual, b: HyperDual): HyperDual {
  return add(a, scale(b, -1));
}

export function multiply(a: HyperDual, b: HyperDual): HyperDual {
  const sum = (x: DoubleDouble, y: DoubleDouble) => dd.add(x, y);
  return {
    v: dd.multiply(a.v, b.v),
    i: sum(dd.multiply(a.i, b.v), dd.multiply(a.v, b.i)),
    j: sum(dd.multiply(a.j, b.v), dd.multiply(a.v, b.j)),
    ij: sum(
      sum(dd.multiply(a.ij, b.v), dd.multiply(a.v, b.ij)),
      sum(dd.multiply(a.i, b.j), dd.multiply(a.j, b.i)),
    ),
  };
}

export function reciprocal(a: HyperDual): HyperDual {
  const f = dd.divide(dd.one, a.v);
  const first = dd.negate(dd.multiply(f, f));
  return chain(a, f, first, dd.multiply(dd.from(-2), dd.multiply(first, f)));
}

export function exp(a: HyperDual): HyperDual {
  const e = dd.exp(a.v);
  return chain(a, e, e, e);
}

export function expm1(a: HyperDual): HyperDual {
  const e = dd.exp(a.v);
  return chain(a, dd.expm1(a.v), e, e);
}

/** log(1 + a). */
export function log1p(a: HyperDual): HyperDual {
  const first = dd.divide(dd.one, dd.add(dd.one, a.v));
  return chain(a, dd.log1p(a.v), first, dd.negate(dd.multiply(first, first)));
}

/** Φ(a). */
export function normalCdf(a: HyperDual): HyperDual {
  const φ = dd.normalDensity(a.v);
  return chain(a, dd.normalCdf(a.v), φ, dd.negate(dd.multiply(a.v, φ)));
}

/** 2Φ(a) − 1. */
export function centeredNormalCdf(a: HyperDual): HyperDual {
  const φ = dd.multiply(dd.from(2), dd.normalDensity(a.v));
  return chain(a, dd.centeredNormalCdf(a.v), φ, dd.negate(dd.multiply(a.v, φ)));
}
