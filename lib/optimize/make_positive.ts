import type { Ldlt } from "../linalg/mod.ts";
import { hypot } from "../special/mod.ts";

/**
 * Makes D of H = L D Lᵀ positive definite, in place: eigenvalues of its blocks
 * are replaced by their sizes, or by ε p ‖H‖ where they are less.
 *
 * @param size max |H_ij|.
 */
export function makePositive(
  { factor: a, pivots }: Ldlt,
  n: number,
  size: number,
): void {
  const least = Math.max(Number.EPSILON * n * size, Number.MIN_VALUE);
  function lifted(λ: number): number {
    return Math.max(Math.abs(λ), least);
  }
  for (let k = 0; k < n; k++) {
    const i = k * n + k;
    if (pivots[k] >= 0) {
      a[i] = lifted(a[i]);
      continue;
    }
    // [[a, b], [b, c]] = λ₁ v vᵀ + λ₂ w wᵀ with v = (cos, sin)
    const j = i + n + 1;
    const mean = (a[i] + a[j]) / 2;
    const difference = (a[i] - a[j]) / 2;
    const half = hypot(difference, a[i + 1]);
    const along = Math.abs(difference) + half;
    const length = hypot(along, a[i + 1]);
    const [near, far] = length > 0
      ? [along / length, a[i + 1] / length]
      : [1, 0];
    const [cos, sin] = difference >= 0 ? [near, far] : [far, near];
    const λ2 = lifted(mean - half);
    let λ1 = lifted(mean + half);
    // solving divides by the entry off the diagonal: it must not vanish
    if (λ1 === λ2) λ1 *= 1 + 4 * Number.EPSILON;
    a[i] = λ1 * cos * cos + λ2 * sin * sin;
    a[i + 1] = (λ1 - λ2) * sin * cos;
    a[j] = λ1 * sin * sin + λ2 * cos * cos;
    k++;
  }
}
