import { atan } from "./elementary.ts";
import { normalCdf } from "./normal.ts";
import { owensT } from "./owens_t.ts";

/**
 * Φ₂(h, k; ρ) = P(X ≤ h, Y ≤ k) for standard normal X and Y with correlation ρ,
 * through Owen's T. `h` and `k` may be infinite.
 *
 * Accuracy: 1e-15 absolute; near ρ = ±1, ρ itself says no more.
 *
 * @throws {RangeError} If ρ is not in [−1, 1].
 *
 * @see Owen, Tables for computing bivariate normal probabilities, 1956
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { bivariateNormalCdf } from "@thalweg/thalweg";
 *
 * assertAlmostEquals(bivariateNormalCdf(0, 0, 0), 0.25, 1e-15);
 * ```
 */
export function bivariateNormalCdf(h: number, k: number, ρ: number): number {
  if (!(Math.abs(ρ) <= 1)) {
    throw new RangeError(
      `Cannot compute the bivariate normal distribution: correlation ${ρ}, ` +
        `expected a number in [−1, 1]`,
    );
  }
  return bivariateNormalCdfAt(h, k, ρ, Math.sqrt((1 - ρ) * (1 + ρ)));
}

/**
 * Φ₂ for correlation cos α, given cos α and sin α ≥ 0: near α = 0 and π, where
 * the cosine says little, this is as accurate as α is.
 */
export function bivariateNormalCdfAt(
  h: number,
  k: number,
  cos: number,
  sin: number,
): number {
  if (h === -Infinity || k === -Infinity) return 0;
  if (h === Infinity) return normalCdf(k);
  if (k === Infinity) return normalCdf(h);
  if (sin === 0) {
    return cos > 0
      ? normalCdf(Math.min(h, k))
      : Math.max(0, normalCdf(h) - normalCdf(-k));
  }
  if (h === 0 && k === 0) return 0.25 + atan(cos / sin) / (2 * Math.PI);
  const isSplit = h * k < 0 || (h * k === 0 && h + k < 0);
  return (normalCdf(h) + normalCdf(k)) / 2 - (isSplit ? 0.5 : 0) -
    term(h, k, cos, sin) - term(k, h, cos, sin);
}

/** T(h, (k − ρh)/(h√(1 − ρ²))). */
function term(h: number, k: number, cos: number, sin: number): number {
  const distance = conditionalDistance(h, k, cos, sin);
  if (h === 0) return Math.sign(distance) / 4;
  return owensT(h, distance / h);
}

/**
 * (k − h cos α)/sin α: how far k is above the mean of Y given X = h, in its
 * standard deviations. Near cos α = ±1, k ∓ h and 1 ∓ cos α = sin²α/(1 ± cos α)
 * are taken apart, so that nothing cancels.
 */
export function conditionalDistance(
  h: number,
  k: number,
  cos: number,
  sin: number,
): number {
  return cos >= 0
    ? (k - h) / sin + h * sin / (1 + cos)
    : (k + h) / sin - h * sin / (1 - cos);
}
