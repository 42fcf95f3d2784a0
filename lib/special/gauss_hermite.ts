import { cos, exp } from "./elementary.ts";
import type { QuadratureRule } from "./quadrature_rule.ts";

/**
 * Gauss–Hermite rule for expectations of a standard normal X,
 * E f(X) ≈ Σ w_i f(x_i), exact for polynomials of degree 2n − 1. The weights sum
 * to 1; those of the outermost nodes can be 0 for n above some 360.
 *
 * Newton's method on the orthonormal Hermite function
 * ψ_n(x) = He_n(x) e^{−x²/4}/√n!, which neither over- nor underflows where its
 * zeros are; w_i = e^{−x²/2}/(n ψ_{n−1}(x_i)²). O(n²).
 *
 * @throws {RangeError} If n is not an integer in 1 … 600.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { gaussHermite } from "@thalweg/thalweg";
 *
 * const { nodes, weights } = gaussHermite(5);
 * const second = nodes.reduce((sum, x, i) => sum + weights[i] * x * x, 0);
 * assertAlmostEquals(second, 1, 1e-13); // E x² of a standard normal x
 * ```
 */
export function gaussHermite(n: number): QuadratureRule {
  if (!Number.isInteger(n) || n < 1 || n > 600) {
    throw new RangeError(
      `Cannot make a Gauss–Hermite rule: ${n} nodes, expected an integer in ` +
        `1 … 600`,
    );
  }
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; 2 * i < n; i++) {
    let x = 2 * i + 1 === n ? 0 : tricomi(n, i);
    let before = 0;
    for (let step = 0; step < 20; step++) {
      const pair = hermiteFunctions(n, x);
      before = pair.before;
      // ψ_n′ = √n ψ_{n−1} − x ψ_n/2, and ψ_n is 0 at the node
      const change = pair.value / (Math.sqrt(n) * before - x * pair.value / 2);
      x -= change;
      if (Math.abs(change) < 1e-15 * Math.max(1, x)) break;
    }
    before = hermiteFunctions(n, x).before;
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = weights[n - 1 - i] = exp(-x * x / 2) / (n * before * before);
  }
  return { nodes, weights };
}

/** ψ_{n−1} and ψ_n at x. */
function hermiteFunctions(
  n: number,
  x: number,
): { readonly before: number; readonly value: number } {
  let before = 0;
  let value = exp(-x * x / 4);
  for (let k = 0; k < n; k++) {
    const next = (x * value - Math.sqrt(k) * before) / Math.sqrt(k + 1);
    before = value;
    value = next;
  }
  return { before, value };
}

/**
 * The i-th largest zero of He_n, nearly: √(4n + 2) cos θ with
 * 2θ − sin 2θ = π(4i + 3)/(2n + 1) (Tricomi 1947).
 */
function tricomi(n: number, i: number): number {
  const target = Math.PI * (4 * i + 3) / (2 * n + 1);
  let low = 0;
  let high = Math.PI;
  for (let step = 0; step < 30; step++) {
    const τ = (low + high) / 2;
    if (τ - cos(τ - Math.PI / 2) < target) low = τ;
    else high = τ;
  }
  return Math.sqrt(4 * n + 2) * cos((low + high) / 4);
}
