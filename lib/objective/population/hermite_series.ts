import type { HermiteCoefficients } from "./hermite_coefficients.ts";
import { type Order, type Table, tableIndex } from "./moments.ts";

/**
 * The table of two neurons by Mehler's formula: for standard normal X and Y of
 * correlation u, E he_j(X) he_k(Y) = uᵏ if j = k, else 0, so that
 * E f(X)g(Y) = Σ_k uᵏ c_k(f) c_k(g). Third and fourth derivatives are those of
 * σ″: r c_k(σ‴) = √(k+1) c_{k+1}(σ″).
 *
 * @returns What the terms left out may be: the sum of the last quarter's sizes,
 * over those p and q that a gradient needs.
 */
export function hermiteTable(
  one: HermiteCoefficients,
  two: HermiteCoefficients,
  u: number,
  order: Order,
  out: Table,
): number {
  const isComplete = one.isFinite || two.isFinite;
  const terms = Math.min(one.terms, two.terms);
  const [a0, a1, a2] = one.values;
  const [b0, b1, b2] = two.values;
  out.fill(0);
  const tailFrom = terms - Math.max(2, terms >> 2);
  let tail = 0;
  let power = 1;
  for (let k = 0; k < terms; k++) {
    const f0 = power * a0[k];
    const f1 = power * a1[k];
    const f2 = power * a2[k];
    out[0] += f0 * b0[k];
    out[tableIndex(1, 0)] += f1 * b0[k];
    out[tableIndex(0, 1)] += f0 * b1[k];
    out[tableIndex(1, 1)] += f1 * b1[k];
    out[tableIndex(2, 0)] += f2 * b0[k];
    out[tableIndex(0, 2)] += f0 * b2[k];
    if (!isComplete && k >= tailFrom) {
      tail += Math.max(
        Math.abs(f0 * b0[k]),
        Math.abs(f1 * b0[k]),
        Math.abs(f0 * b1[k]),
        Math.abs(f1 * b1[k]),
      );
    }
    const g0 = power * b0[k];
    const g1 = power * b1[k];
    power *= u;
    if (order < 2) continue;
    const s1 = Math.sqrt(k + 1);
    const s2 = s1 * Math.sqrt(k + 2);
    out[tableIndex(2, 1)] += f2 * b1[k];
    out[tableIndex(1, 2)] += f1 * b2[k];
    out[tableIndex(2, 2)] += f2 * b2[k];
    out[tableIndex(3, 0)] += s1 * a2[k + 1] * g0;
    out[tableIndex(0, 3)] += s1 * b2[k + 1] * f0;
    out[tableIndex(3, 1)] += s1 * a2[k + 1] * g1;
    out[tableIndex(1, 3)] += s1 * b2[k + 1] * f1;
    out[tableIndex(4, 0)] += s2 * a2[k + 2] * g0;
    out[tableIndex(0, 4)] += s2 * b2[k + 2] * f0;
  }
  return tail;
}
