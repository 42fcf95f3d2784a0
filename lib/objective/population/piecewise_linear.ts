import {
  bivariateNormalCdfAt,
  conditionalDistance,
  normalCdf,
  normalDensity,
} from "../../special/mod.ts";
import {
  FIRST1,
  FIRST2,
  type Order,
  type Plane,
  SECOND11,
  SECOND12,
  SECOND22,
} from "./moments.ts";

/** Beyond so many standard deviations a normal density is 0. */
const farthest = 1e3;

/** −β is where the neuron's kink crosses ξ; far away where there is no slope. */
export function kinkDistance(r: number, b: number): number {
  // f′(0) is that of the negative side
  if (r === 0) return b > 0 ? farthest : -farthest;
  return Math.max(-farthest, Math.min(farthest, b / r));
}

/**
 * Moments of two neurons whose activations have slope 1 above 0 and αᵢ below, in
 * closed form.
 *
 * With s the slope at z, σ = sz, so that E s₁s₂ (1, ξ, η, ξ², ξη, η²) is all:
 * second moments of the plane, two half planes and the wedge where both neurons
 * are active, by Φ₂ and the densities on its two sides. Second derivatives add
 * what lies on the kinks.
 */
export function piecewiseLinearMoments(
  plane: Plane,
  α1: number,
  α2: number,
  order: Order,
  out: Float64Array,
): void {
  const { r1, r2, b1, b2, u, v } = plane;
  const β1 = kinkDistance(r1, b1);
  const β2 = kinkDistance(r2, b2);
  const φ1 = normalDensity(β1);
  const φ2 = normalDensity(β2);
  // how far each kink is from the other, along it
  const t1 = distance(β1, β2, u, v);
  const t2 = distance(β2, β1, u, v);
  const side1 = φ1 * normalCdf(t1);
  const side2 = φ2 * normalCdf(t2);
  const corner = φ1 * normalDensity(t1);
  const both = (1 - α1) * (1 - α2);
  const only1 = (1 - α1) * α2;
  const only2 = α1 * (1 - α2);
  const none = α1 * α2;
  const P1 = only1 === 0 ? 0 : normalCdf(β1);
  const P2 = only2 === 0 ? 0 : normalCdf(β2);
  const P12 = both === 0 ? 0 : bivariateNormalCdfAt(β1, β2, u, v);

  const mean = none + only1 * P1 + only2 * P2 + both * P12;
  /** Density on kink 2, weighted, and its moments. */
  const line2 = only2 * φ2 + both * side2;
  const line1 = only1 * φ1 + both * side1;
  const ξ = line1 + u * line2;
  const η = v * line2;
  const ξξ = mean - β1 * line1 - u * u * β2 * line2 + both * u * v * corner;
  const ξη = v * (both * v * corner - u * β2 * line2);
  const ηη = mean - v * v * β2 * line2 - both * u * v * corner;

  const p = r2 * u;
  const q = r2 * v;
  const first = p * ξ + q * η + b2 * mean;
  const firstξ = p * ξξ + q * ξη + b2 * ξ;
  out[0] = r1 * firstξ + b1 * first;
  if (order === 0) return;
  out[FIRST1] = first;
  out[FIRST1 + 1] = firstξ;
  out[FIRST1 + 2] = p * ξη + q * ηη + b2 * η;
  out[FIRST2] = r1 * ξ + b1 * mean;
  out[FIRST2 + 1] = r1 * ξξ + b1 * ξ;
  out[FIRST2 + 2] = r1 * ξη + b1 * η;
  if (order === 1) return;
  out[SECOND12] = mean;
  out[SECOND12 + 1] = ξ;
  out[SECOND12 + 2] = η;
  out[SECOND12 + 3] = ξξ;
  out[SECOND12 + 4] = ξη;
  out[SECOND12 + 5] = ηη;

  // on kink 1, ξ = −β₁
  const on1 = r1 === 0 ? 0 : (1 - α1) * φ1 / r1;
  const K = alongKink(b2 - p * β1, q, t1, α2);
  out[SECOND11] = on1 * K.mean;
  out[SECOND11 + 1] = -on1 * β1 * K.mean;
  out[SECOND11 + 2] = on1 * K.first;
  out[SECOND11 + 3] = on1 * β1 * β1 * K.mean;
  out[SECOND11 + 4] = -on1 * β1 * K.first;
  out[SECOND11 + 5] = on1 * K.second;

  // on kink 2, ξ = −uβ₂ + u′ζ, η = −u′β₂ − uζ
  const on2 = r2 === 0 ? 0 : (1 - α2) * φ2 / r2;
  const M = alongKink(b1 - r1 * u * β2, r1 * v, t2, α1);
  const β = β2;
  out[SECOND22] = on2 * M.mean;
  out[SECOND22 + 1] = on2 * (v * M.first - u * β * M.mean);
  out[SECOND22 + 2] = -on2 * (v * β * M.mean + u * M.first);
  out[SECOND22 + 3] = on2 *
    (u * u * β * β * M.mean - 2 * u * v * β * M.first + v * v * M.second);
  out[SECOND22 + 4] = on2 *
    (u * v * (β * β * M.mean - M.second) + (u * u - v * v) * β * M.first);
  out[SECOND22 + 5] = on2 *
    (v * v * β * β * M.mean + 2 * u * v * β * M.first + u * u * M.second);
}

/** (k − hu)/u′, and its limit where the neurons are parallel. */
function distance(h: number, k: number, u: number, v: number): number {
  if (v > 0) return conditionalDistance(h, k, u, v);
  const gap = u > 0 ? k - h : k + h;
  return gap === 0 ? 0 : gap * Infinity;
}

/** E σ(c + qζ) (1, ζ, ζ²) with t = c/q. */
function alongKink(c: number, q: number, t: number, α: number) {
  const P = normalCdf(t);
  const φ = normalDensity(t);
  const mean = α * c + (1 - α) * (c * P + q * φ);
  return {
    mean,
    first: q * (α + (1 - α) * P),
    second: mean + (1 - α) * q * φ,
  };
}
