import { atan, exp } from "./elementary.ts";
import { gaussLegendre } from "./gauss_legendre.ts";
import { erfc, normalCdf } from "./normal.ts";

/**
 * The integrand's logarithm falls by (h a)²/2: 16 nodes are as exact as rounding
 * up to h a = 4, and 24 up to 9.
 */
const shortRule = gaussLegendre(16);
const longRule = gaussLegendre(24);

const TWO_PI = 2 * Math.PI;

/**
 * Owen's T function, T(h, a) = 1/(2π) ∫₀ᵃ e^{−h²(1 + x²)/2}/(1 + x²) dx: even in
 * h, odd in a. `a` may be infinite.
 *
 * Accuracy: 1e-15 absolute.
 *
 * @see Owen, Tables for computing bivariate normal probabilities, 1956
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { owensT } from "@thalweg/thalweg";
 *
 * assertAlmostEquals(owensT(0, 1), 1 / 8, 1e-15);
 * ```
 */
export function owensT(h: number, a: number): number {
  if (a < 0) return -owensT(h, -a);
  if (h < 0) return owensT(-h, a);
  if (h === 0) return atan(a) / TWO_PI;
  if (a === Infinity) return erfc(h * Math.SQRT1_2) / 4;
  if (!(a > 1)) return byQuadrature(h, a);
  // the part beyond 1 is one below 1 at another point; as normalCdf(−x) is
  // small where x is large, nothing cancels in the tails
  const tail = normalCdf(-h);
  const otherTail = normalCdf(-a * h);
  return (tail + otherTail) / 2 - tail * otherTail - byQuadrature(a * h, 1 / a);
}

/**
 * For 0 ≤ a ≤ 1 and h ≥ 0. Beyond h x = 9 the integrand is below 1e-17 of its
 * largest.
 */
function byQuadrature(h: number, a: number): number {
  const { nodes, weights } = h * a > 4 ? longRule : shortRule;
  const half = (h * a > 9 ? 9 / h : a) / 2;
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    const x = half * (1 + nodes[i]);
    sum += weights[i] * exp(-h * h * x * x / 2) / (1 + x * x);
  }
  return half * exp(-h * h / 2) * sum / TWO_PI;
}
