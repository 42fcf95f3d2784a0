import type { Activation } from "../../network/mod.ts";
import { exp, normalCdf, normalDensity } from "../../special/mod.ts";
import { type Family, jumpOf, type PopulationActivation } from "./family.ts";
import {
  gradedRule,
  type NormalRule,
  normalRule,
  piecewiseRule,
  steepRule,
} from "./normal_rules.ts";
import { kinkDistance } from "./piecewise_linear.ts";

/**
 * A neuron's activation and its first two derivatives in orthonormal Hermite
 * polynomials of X = (z − b)/r: c_k = E f(rX + b) he_k(X), he_k = He_k/√k!.
 */
export interface HermiteCoefficients {
  /** So many terms are taken of a series. */
  readonly terms: number;
  /** Of σ, σ′, σ″; each has two more than the terms. */
  readonly values: readonly [Float64Array, Float64Array, Float64Array];
  /** Whether all further terms are 0. */
  readonly isFinite: boolean;
}

/** Terms of an infinite series, at most. */
const mostTerms = 128;

/**
 * Coefficients of σ, σ′ and σ″ that are small, beside the largest: terms of a
 * series are products of two, those of σ″ with σ except in fourth derivatives,
 * and what a rule of n nodes mixes in comes from four times as far out.
 */
const smallTails = [1e-8, 1e-7, 3e-6];

/** Nodes of Gauss–Hermite rules, tried one after another. */
const counts = [32, 64, 128, 176, 256];

/** Where a pole alone leaves a tail above this, a rule is not tried. */
const hopeless = 1e-4;

/** Strips around the real axis down to this half-width take some 3000 nodes. */
const narrow = 0.05;

/**
 * The coefficients of a neuron: in closed form for piecewise linear functions,
 * polynomials and exp, else by Gauss–Hermite rules of more and more nodes until
 * the tail of the series is small, or by one that fits the nearest pole.
 *
 * @param nodes Gauss–Hermite nodes, where the user has chosen them.
 */
export function hermiteCoefficients(
  { family, functions }: PopulationActivation,
  r: number,
  b: number,
  nodes: number | undefined,
): HermiteCoefficients {
  switch (family.kind) {
    case "piecewiseLinear":
      return ofPiecewiseLinear(family.α, r, b);
    case "polynomial":
      return ofPolynomial(family.coefficients, r, b);
    case "exp":
      return ofExp(r, b);
    case "normalCdf":
      return ofNormalCdf(family.scale, family.shift, r, b);
    default:
      return byQuadrature(family, functions, r, b, nodes);
  }
}

function empty(terms: number): [Float64Array, Float64Array, Float64Array] {
  return [
    new Float64Array(terms + 2),
    new Float64Array(terms + 2),
    new Float64Array(terms + 2),
  ];
}

/** σ″ is a point mass at 0, from which the others follow by r c_k(σ′)/√(k+1). */
function ofPiecewiseLinear(
  α: number,
  r: number,
  b: number,
): HermiteCoefficients {
  const values = empty(mostTerms);
  const [c0, c1, c2] = values;
  const β = kinkDistance(r, b);
  const mass = r === 0 ? 0 : (1 - α) * normalDensity(β) / r;
  addHermite(c2, mass, -β);
  c1[0] = α + (1 - α) * normalCdf(β);
  for (let k = 1; k < c1.length; k++) c1[k] = r * c2[k - 1] / Math.sqrt(k);
  c0[0] = b * c1[0] + (1 - α) * r * normalDensity(β);
  for (let k = 1; k < c0.length; k++) c0[k] = r * c1[k - 1] / Math.sqrt(k);
  return { terms: mostTerms, values, isFinite: α === 1 };
}

function ofPolynomial(
  coefficients: readonly number[],
  r: number,
  b: number,
): HermiteCoefficients {
  const values = empty(coefficients.length);
  let derivative = coefficients;
  for (const c of values) {
    hermiteOfPolynomial(derivative, r, b, c);
    derivative = derivative.map((c, k) => k * c).slice(1);
  }
  return { terms: coefficients.length, values, isFinite: true };
}

/**
 * p(rX + b) by Horner's rule in the basis he_k:
 * X he_k = √(k+1) he_{k+1} + √k he_{k−1}.
 */
function hermiteOfPolynomial(
  coefficients: readonly number[],
  r: number,
  b: number,
  out: Float64Array,
): void {
  const n = out.length;
  for (let j = coefficients.length - 1; j >= 0; j--) {
    let before = 0;
    for (let k = 0; k < n; k++) {
      const here = out[k];
      out[k] = b * here + r * (Math.sqrt(k) * before +
            Math.sqrt(k + 1) * (k + 1 < n ? out[k + 1] : 0));
      before = here;
    }
    out[0] += coefficients[j];
  }
}

/** E e^{rX + b} he_k(X) = e^{b + r²/2} rᵏ/√k!. */
function ofExp(r: number, b: number): HermiteCoefficients {
  const values = empty(mostTerms);
  let c = exp(b + r * r / 2);
  for (let k = 0; k < values[0].length; k++) {
    for (const each of values) each[k] = c;
    c *= r / Math.sqrt(k + 1);
  }
  return { terms: mostTerms, values, isFinite: r === 0 };
}

/**
 * E Φ(rX + b) = Φ(h) with h = b/n, n² = 1 + r², and c_k is rᵏ/√k! times its k-th
 * derivative in b: he_{k−1}(−h) φ(h) √(k−1)!/nᵏ.
 */
function ofNormalCdf(
  scale: number,
  shift: number,
  r: number,
  b: number,
): HermiteCoefficients {
  const values = empty(mostTerms);
  const n = Math.sqrt(1 + r * r);
  const h = b / n;
  values[0][0] = scale * normalCdf(h) + shift;
  const [c0, c1, c2] = values;
  let power = scale * normalDensity(h) / n;
  let before = 0;
  let he = 1;
  c0[0] = scale * normalCdf(h) + shift;
  for (let k = 0; k < c0.length; k++) {
    const root = Math.sqrt(k + 1);
    const next = (-h * he - Math.sqrt(k) * before) / root;
    c1[k] = power * he;
    c2[k] = power * root * next / n;
    if (k + 1 < c0.length) c0[k + 1] = r * c1[k] / root;
    power *= r / n;
    before = he;
    he = next;
  }
  return { terms: mostTerms, values, isFinite: false };
}

function byQuadrature(
  family: Family,
  functions: Activation,
  r: number,
  b: number,
  nodes: number | undefined,
): HermiteCoefficients {
  if (nodes !== undefined) return onRule(normalRule(nodes), functions, r, b);
  if (family.kind === "kinked") {
    const kink = r === 0 ? 0 : -b / r;
    const found = onRule(piecewiseRule(mostTerms, kink), functions, r, b);
    addPointMass(found, functions, r, b);
    return found;
  }
  const halfWidth = (family.kind === "analytic" ? family.halfWidth : 2.5) / r;
  for (const n of counts) {
    // a pole at ia leaves c_k as large as e^{−a√k}
    if (exp(-halfWidth * Math.sqrt(tailStart * n / 2)) > hopeless) continue;
    const found = onRule(normalRule(n), functions, r, b);
    if (hasSmallTail(found)) return found;
  }
  const rule = halfWidth > narrow
    ? steepRule(mostTerms, halfWidth)
    : gradedRule(mostTerms, -b / r, halfWidth);
  return onRule(rule, functions, r, b);
}

function onRule(
  rule: NormalRule,
  functions: Activation,
  r: number,
  b: number,
): HermiteCoefficients {
  const { nodes, projections, terms, isEven } = rule;
  const values = empty(terms);
  const columns = terms + 2;
  const n = nodes.length;
  if (!isEven) {
    for (let i = 0; i < n; i++) {
      const here = valuesAt(functions, r * nodes[i] + b, plus);
      addProjections(values, projections, i * columns, here, here);
    }
    return { terms, values, isFinite: false };
  }
  // he_k is even or odd: a node and its mirror image have one projection
  for (let i = n >> 1; i < n; i++) {
    const here = valuesAt(functions, r * nodes[i] + b, plus);
    if (2 * i === n - 1) { // at 0
      addProjections(values, projections, i * columns, here, here);
      continue;
    }
    const there = valuesAt(functions, b - r * nodes[i], minus);
    for (let j = 0; j < 3; j++) {
      even[j] = here[j] + there[j];
      odd[j] = here[j] - there[j];
    }
    addProjections(values, projections, i * columns, even, odd);
  }
  return { terms, values, isFinite: false };
}

const plus = new Float64Array(3);
const minus = new Float64Array(3);
const even = new Float64Array(3);
const odd = new Float64Array(3);

/** σ, σ′, σ″ at z. */
function valuesAt(
  { f, derivative, secondDerivative }: Activation,
  z: number,
  out: Float64Array,
): Float64Array {
  const y = f(z);
  const d = derivative(z, y);
  out[0] = y;
  out[1] = d;
  out[2] = secondDerivative(z, y, d);
  return out;
}

/** Adds a node's projections on even and on odd polynomials, from `at` on. */
function addProjections(
  [c0, c1, c2]: readonly [Float64Array, Float64Array, Float64Array],
  projections: Float64Array,
  at: number,
  even: Float64Array,
  odd: Float64Array,
): void {
  const [y, d, s] = even;
  const [Y, D, S] = odd;
  for (let k = 0; k < c0.length; k += 2) {
    const p = projections[at + k];
    c0[k] += p * y;
    c1[k] += p * d;
    c2[k] += p * s;
    if (k + 1 === c0.length) break;
    const q = projections[at + k + 1];
    c0[k + 1] += q * Y;
    c1[k + 1] += q * D;
    c2[k + 1] += q * S;
  }
}

/** Adds what σ″ has at 0, where σ′ jumps. */
function addPointMass(
  { values }: HermiteCoefficients,
  functions: Activation,
  r: number,
  b: number,
): void {
  if (r === 0) return;
  const β = kinkDistance(r, b);
  addHermite(values[2], jumpOf(functions) * normalDensity(β) / r, -β);
}

/** Adds factor he_k(x) to each entry. */
function addHermite(out: Float64Array, factor: number, x: number): void {
  let before = 0;
  let value = factor;
  for (let k = 0; k < out.length; k++) {
    out[k] += value;
    const next = (x * value - Math.sqrt(k) * before) / Math.sqrt(k + 1);
    before = value;
    value = next;
  }
}

/** Terms from this share of them on are the tail. */
const tailStart = 0.75;

/** Whether the tails are small. */
function hasSmallTail({ terms, values }: HermiteCoefficients): boolean {
  return values.every((c, order) => {
    let largest = 0;
    let tail = 0;
    for (let k = 0; k < c.length; k++) {
      const size = Math.abs(c[k]);
      if (size > largest) largest = size;
      if (k >= tailStart * terms && size > tail) tail = size;
    }
    return tail <= smallTails[order] * Math.max(largest, 1e-3);
  });
}
