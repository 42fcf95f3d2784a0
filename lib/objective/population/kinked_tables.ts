import {
  add,
  asin,
  clamp,
  divide,
  exactly,
  type Interval,
  multiply,
  negate,
  normalCdf,
  normalDensity,
  pi,
  scale,
  sqrt,
  subtract,
} from "../../interval/mod.ts";
import { bivariateRange, isZero } from "./bivariate_range.ts";
import type { PairRange } from "./pair_range.ts";

/** E r⁽ᵖ⁾r⁽ᑫ⁾ by the two orders, p + q ≤ 4. */
export type KinkedTable = Readonly<Record<string, Interval>>;

/**
 * E r⁽ᑫ⁾(z) of r = relu and z ~ N(b, s): r′ is a step, r″ is all at the kink, where
 * it takes the density and its derivatives: V f⁽ⁿ⁾ = −b f⁽ⁿ⁻¹⁾ − (n − 1) f⁽ⁿ⁻²⁾.
 */
export function reluMeans(b: Interval, s: Interval, most: number): Interval[] {
  const root = sqrt(s);
  const h = divide(b, root);
  const P = normalCdf(h);
  const φ = normalDensity(h);
  const means = [
    add(multiply(b, P), multiply(root, φ)),
    P,
    divide(φ, root),
  ];
  for (let q = 3; q <= most; q++) {
    const sum = multiply(b, means[q - 1]);
    const both = q === 3 ? sum : add(sum, scale(means[q - 2], q - 3));
    means.push(negate(divide(both, s)));
  }
  return means;
}

/**
 * The expectations of two relus whose kinks cross, where `gram` > 0: Φ₂ where both
 * are active, one-dimensional ones along either kink, and the rest by parts
 * (Stein): E (z₁ − b₁)gh = s₁₁E g′h + s₁₂E gh′.
 */
export function reluTable(
  { b1, b2, s11, s22, s12: C, gram }: PairRange,
): KinkedTable {
  const one = alongKink(b1, s11, b2, C, gram);
  const two = alongKink(b2, s22, b1, C, gram);
  const ρ = clamp(divide(C, multiply(one.root, two.root)), -1, 1);
  const both = isZero(b1) && isZero(b2)
    ? add(exactly(0.25), divide(asin(ρ), scale(pi, 2)))
    : bivariateRange(one.h, two.h, ρ);
  const f = one.both;
  const F10 = sum(
    multiply(b2, both),
    multiply(C, one.step),
    multiply(s22, two.step),
  );
  const F01 = sum(
    multiply(b1, both),
    multiply(C, two.step),
    multiply(s11, one.step),
  );
  const [F31, F30, F40] = further(one, b1, s11);
  const [F13, F03, F04] = further(two, b2, s22);
  return {
    "0,0": sum(multiply(b1, F10), multiply(s11, one.relu), multiply(C, both)),
    "1,0": F10,
    "0,1": F01,
    "1,1": both,
    "2,0": one.relu,
    "0,2": two.relu,
    "2,1": one.step,
    "1,2": two.step,
    "2,2": f,
    "3,0": F30,
    "0,3": F03,
    "3,1": F31,
    "1,3": F13,
    "4,0": F40,
    "0,4": F04,
  };

  /** E δ′(z₁)h(z₂), and E δ″(z₁)r(z₂), from those of δ. */
  function further(
    { relu, step }: { readonly relu: Interval; readonly step: Interval },
    b: Interval,
    V: Interval,
  ): Interval[] {
    const cross = lower(multiply(b, step), multiply(C, f), V);
    const third = lower(multiply(b, relu), multiply(C, step), V);
    const fourth = lower(
      add(relu, multiply(b, third)),
      multiply(C, cross),
      V,
    );
    return [cross, third, fourth];
  }
}

/**
 * The expectations of a relu with itself, of z ~ N(b, s): r² = 2∫∫ r′ is as smooth
 * as a wedge closed. What its derivatives are is spread over the table so that
 * sums over both sides are right: (r²)″ = 2(F₂₀ + F₁₁), (r²)⁗ = 2F₄₀ + 8F₃₁ + 6F₂₂.
 */
export function reluSquareTable(b: Interval, s: Interval): KinkedTable {
  const [first, second, third, fourth] = reluMeans(b, s, 3);
  const value = add(multiply(s, second), multiply(b, first));
  const none = exactly(0);
  const mixed = divide(third, exactly(3));
  return {
    "0,0": value,
    "1,0": first,
    "0,1": first,
    "1,1": second,
    "2,0": none,
    "0,2": none,
    "2,1": mixed,
    "1,2": mixed,
    "2,2": divide(fourth, exactly(3)),
    "3,0": none,
    "0,3": none,
    "3,1": none,
    "1,3": none,
    "4,0": none,
    "0,4": none,
  };
}

/** What is along the kink z₁ = 0, where z₂ is normal with other moments. */
function alongKink(
  b1: Interval,
  s11: Interval,
  b2: Interval,
  C: Interval,
  gram: Interval,
) {
  const root = sqrt(s11);
  const h = divide(b1, root);
  const density = divide(normalDensity(h), root);
  const mean = subtract(b2, divide(multiply(C, b1), s11));
  const deviation = sqrt(divide(gram, s11));
  const t = divide(mean, deviation);
  const P = normalCdf(t);
  const φ = normalDensity(t);
  return {
    root,
    h,
    /** E δ(z₁)r(z₂), E δ(z₁)r′(z₂), E δ(z₁)δ(z₂). */
    relu: multiply(
      density,
      add(multiply(mean, P), multiply(deviation, φ)),
    ),
    step: multiply(density, P),
    both: multiply(density, divide(φ, deviation)),
  };
}

/** −(x + y)/V. */
function lower(x: Interval, y: Interval, V: Interval): Interval {
  return negate(divide(add(x, y), V));
}

function sum(...terms: readonly Interval[]): Interval {
  return terms.reduce(add);
}
