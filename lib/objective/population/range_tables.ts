import {
  add,
  asin,
  clamp,
  divide,
  exactly,
  exp,
  type Interval,
  multiply,
  negate,
  normalCdf,
  normalDensity,
  pi,
  scale,
  sqrt,
  square,
  subtract,
} from "../../interval/mod.ts";
import { bivariateRange, isZero } from "./bivariate_range.ts";
import type { Family } from "./family.ts";
import {
  type KinkedTable,
  reluMeans,
  reluSquareTable,
  reluTable,
} from "./kinked_tables.ts";
import { tableIndex } from "./moments.ts";
import type { PairRange } from "./pair_range.ts";

/** E σ₁⁽ᵖ⁾σ₂⁽ᑫ⁾ for p + q ≤ 4, by {@linkcode tableIndex}. */
export type RangeTable = readonly Interval[];

/** What has ranges of its expectations; the identity is a polynomial. */
export type ClosedFamily =
  | Extract<Family, { kind: "normalCdf" | "exp" | "piecewiseLinear" }>
  | { readonly kind: "polynomial"; readonly coefficients: readonly number[] };

const identity: ClosedFamily = { kind: "polynomial", coefficients: [0, 1] };

/** The highest derivative in a table. */
const highest = 4;
/** The family, if its expectations are in closed form. */
export function closedFamily(family: Family): ClosedFamily | undefined {
  switch (family.kind) {
    case "piecewiseLinear":
      return family.α === 1 ? identity : family;
    case "polynomial":
    case "normalCdf":
    case "exp":
      return family;
  }
}

/** Whether there is a table of two: of one kind, or one of them a polynomial. */
export function haveTable(one: ClosedFamily, two: ClosedFamily): boolean {
  return one.kind === two.kind || one.kind === "polynomial" ||
    two.kind === "polynomial";
}

/** The expectations of two neurons whose moments are in these ranges. */
export function rangeTable(
  one: ClosedFamily,
  two: ClosedFamily,
  pair: PairRange,
): RangeTable {
  if (one.kind === "polynomial") {
    return polynomialTable(one.coefficients, two, pair);
  }
  if (two.kind === "polynomial") {
    const table = polynomialTable(two.coefficients, one, turned(pair));
    return fill((p, q) => table[tableIndex(q, p)]);
  }
  if (one.kind === "piecewiseLinear" && two.kind === "piecewiseLinear") {
    return piecewiseLinearTable(one.α, two.α, pair);
  }
  return one.kind === "normalCdf" && two.kind === "normalCdf"
    ? normalCdfTable(one, two, pair)
    : exponentialTable(pair);
}

function turned({ b1, b2, s11, s22, ...rest }: PairRange): PairRange {
  return { ...rest, b1: b2, b2: b1, s11: s22, s22: s11 };
}

/** Of αz + (1 − α) relu, from the expectations of relu. */
function piecewiseLinearTable(
  α1: number,
  α2: number,
  pair: PairRange,
): RangeTable {
  const relus: KinkedTable = pair.isSame
    ? reluSquareTable(pair.b1, pair.s11)
    : reluTable(pair);
  if (α1 === 0 && α2 === 0) return fill((p, q) => relus[`${p},${q}`]);
  const relu: ClosedFamily = { kind: "piecewiseLinear", α: 0 };
  const steep1 = subtract(exactly(1), exactly(α1));
  const steep2 = subtract(exactly(1), exactly(α2));
  const lines = rangeTable(identity, identity, pair);
  const first = rangeTable(identity, relu, pair);
  const second = rangeTable(relu, identity, pair);
  const both = multiply(steep1, steep2);
  return fill((p, q) => {
    const at = tableIndex(p, q);
    return [
      multiply(both, relus[`${p},${q}`]),
      scale(multiply(exactly(α1), lines[at]), α2),
      scale(multiply(steep2, first[at]), α1),
      scale(multiply(steep1, second[at]), α2),
    ].reduce(add);
  });
}

function fill(entry: (p: number, q: number) => Interval): RangeTable {
  const table: Interval[] = [];
  for (let p = 0; p <= highest; p++) {
    for (let q = 0; p + q <= highest; q++) {
      table[tableIndex(p, q)] = entry(p, q);
    }
  }
  return table;
}

/** E e^{z₁ + z₂}, which is every derivative of itself. */
function exponentialTable(
  { b1, b2, s11, s22, s12 }: PairRange,
): RangeTable {
  const half = scale(add(s11, s22), 0.5);
  const value = exp(add(add(b1, b2), add(half, s12)));
  return fill(() => value);
}

/**
 * Of a polynomial and another function, by Stein's lemma:
 * E z₁ⁿσ₂⁽ᑫ⁾ = b₁E z₁ⁿ⁻¹σ₂⁽ᑫ⁾ + (n − 1)s₁₁E z₁ⁿ⁻²σ₂⁽ᑫ⁾ + s₁₂E z₁ⁿ⁻¹σ₂⁽ᑫ⁺¹⁾.
 */
function polynomialTable(
  coefficients: readonly number[],
  two: ClosedFamily,
  { b1, s11, b2, s22, s12 }: PairRange,
): RangeTable {
  const degree = coefficients.length - 1;
  let last: Interval[] = [];
  let row = meansOf(two, b2, s22, highest + degree);
  const powers = [row];
  for (let n = 1; n <= degree; n++) {
    const next = row.slice(0, -1).map((x, q) => {
      const sum = add(multiply(b1, x), multiply(s12, row[q + 1]));
      return n === 1 ? sum : add(sum, scale(multiply(s11, last[q]), n - 1));
    });
    [last, row] = [row, next];
    powers.push(next);
  }
  return fill((p, q) =>
    derivative(coefficients, p)
      .map((c, n) => scale(powers[n][q], c))
      .reduce(add, exactly(0))
  );
}

/** Coefficients of the n-th derivative of a polynomial of small integer powers. */
function derivative(
  coefficients: readonly number[],
  n: number,
): readonly number[] {
  return n === 0
    ? coefficients
    : derivative(coefficients.map((c, k) => c * k).slice(1), n - 1);
}

/** E σ⁽ᑫ⁾(z) for q = 0 … most, of z ~ N(b, s). */
function meansOf(
  family: ClosedFamily,
  b: Interval,
  s: Interval,
  most: number,
): Interval[] {
  const orders = Array.from({ length: most + 1 }, (_, q) => q);
  switch (family.kind) {
    case "exp": {
      const value = exp(add(b, scale(s, 0.5)));
      return orders.map(() => value);
    }
    case "normalCdf": {
      const V = add(exactly(1), s);
      const root = sqrt(V);
      const h = divide(b, root);
      const means = [
        add(scale(normalCdf(h), family.scale), exactly(family.shift)),
        scale(divide(normalDensity(h), root), family.scale),
      ];
      // derivatives of the density of N(0, V): V f⁽ⁿ⁾ = −b f⁽ⁿ⁻¹⁾ − (n − 1) f⁽ⁿ⁻²⁾
      for (let q = 2; q <= most; q++) {
        const sum = multiply(b, means[q - 1]);
        const both = q === 2 ? sum : add(sum, scale(means[q - 2], q - 2));
        means.push(negate(divide(both, V)));
      }
      return means;
    }
    case "piecewiseLinear": {
      const relu = reluMeans(b, s, most);
      if (family.α === 0) return relu;
      const steep = subtract(exactly(1), exactly(family.α));
      return relu.map((x, q) => {
        const kinked = multiply(steep, x);
        if (q > 1) return kinked;
        return add(kinked, scale(q === 0 ? b : exactly(1), family.α));
      });
    }
    case "polynomial": {
      const powers = [exactly(1), b];
      for (let n = 2; n < family.coefficients.length; n++) {
        powers.push(add(
          multiply(b, powers[n - 1]),
          scale(multiply(s, powers[n - 2]), n - 1),
        ));
      }
      return orders.map((q) =>
        derivative(family.coefficients, q)
          .map((c, n) => scale(powers[n], c))
          .reduce(add, exactly(0))
      );
    }
  }
}

type NormalCdf = Extract<Family, { kind: "normalCdf" }>;

/**
 * Of sᵢΦ + cᵢ: E Φ(z₁)Φ(z₂) is Φ₂ of a covariance that is 1 larger, and the others
 * are derivatives in its means; see {@linkcode normalCdfTable} of numbers.
 */
function normalCdfTable(
  one: NormalCdf,
  two: NormalCdf,
  { b1, b2, s11, s22, s12: C, gram }: PairRange,
): RangeTable {
  const V1 = add(exactly(1), s11);
  const V2 = add(exactly(1), s22);
  const D = add(add(V1, s22), gram);
  const n1 = sqrt(V1);
  const n2 = sqrt(V2);
  const h1 = divide(b1, n1);
  const h2 = divide(b2, n2);
  const S = one.scale * two.scale;
  const mean1 = scale(normalCdf(h1), one.scale);
  const mean2 = scale(normalCdf(h2), two.scale);
  const ρ = clamp(divide(C, multiply(n1, n2)), -1, 1);
  const zeroth = [
    scale(
      isZero(b1) && isZero(b2)
        ? add(exactly(0.25), divide(asin(ρ), scale(pi, 2)))
        : bivariateRange(h1, h2, ρ),
      S,
    ),
    scale(mean2, one.shift),
    scale(mean1, two.shift),
    exactly(one.shift * two.shift),
  ].reduce(add);

  const density1 = divide(normalDensity(h1), n1);
  const density2 = divide(normalDensity(h2), n2);
  // what z₂ is apart from its mean where z₁ is 0, in its standard deviations
  const t1 = divide(
    subtract(b2, divide(multiply(C, b1), V1)),
    sqrt(divide(D, V1)),
  );
  const t2 = divide(
    subtract(b1, divide(multiply(C, b2), V2)),
    sqrt(divide(D, V2)),
  );
  const f = scale(
    divide(multiply(density1, normalDensity(t1)), sqrt(divide(D, V1))),
    S,
  );
  const alone = (density: Interval, own: number, t: Interval, o: NormalCdf) =>
    scale(
      multiply(
        density,
        add(scale(normalCdf(t), o.scale), exactly(o.shift)),
      ),
      own,
    );
  const F10 = alone(density1, one.scale, t1, two);
  const F01 = alone(density2, two.scale, t2, one);
  const y1 = divide(subtract(multiply(V2, b1), multiply(C, b2)), D);
  const y2 = divide(subtract(multiply(V1, b2), multiply(C, b1)), D);
  const [F20, F30, F40, F31] = column(F10, b1, V1, y1, divide(V2, D));
  const [F02, F03, F04, F13] = column(F01, b2, V2, y2, divide(V1, D));
  const known: Readonly<Record<string, Interval>> = {
    "0,0": zeroth,
    "1,0": F10,
    "0,1": F01,
    "1,1": f,
    "2,0": F20,
    "0,2": F02,
    "2,1": negate(multiply(y1, f)),
    "1,2": negate(multiply(y2, f)),
    "2,2": multiply(add(multiply(y1, y2), divide(C, D)), f),
    "3,0": F30,
    "0,3": F03,
    "3,1": F31,
    "1,3": F13,
    "4,0": F40,
    "0,4": F04,
  };
  return fill((p, q) => known[`${p},${q}`]);

  /** Second to fourth derivatives in one mean, and those three times in it. */
  function column(
    first: Interval,
    b: Interval,
    V: Interval,
    y: Interval,
    P: Interval,
  ): Interval[] {
    const slope = multiply(divide(C, V), f);
    const bend = subtract(square(y), P);
    const second = negate(add(divide(multiply(b, first), V), slope));
    const third = subtract(
      multiply(slope, y),
      divide(add(first, multiply(b, second)), V),
    );
    const fourth = negate(add(
      divide(add(scale(second, 2), multiply(b, third)), V),
      multiply(slope, bend),
    ));
    return [second, third, fourth, multiply(bend, f)];
  }
}
