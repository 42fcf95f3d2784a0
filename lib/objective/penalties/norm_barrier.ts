import { dot } from "../../linalg/mod.ts";
import type { PenaltyTerm } from "./term.ts";

/**
 * With n = ‖θ‖²/(2p): (n − c)³/3 where n > c, else 0; gradient (n − c)²θ/p,
 * Hessian 2(n − c)θθᵀ/p² + (n − c)²/p I. Twice continuously differentiable.
 */
export function normBarrier({ c }: { readonly c: number }): PenaltyTerm {
  /** max(n − c, 0); NaN stays. */
  function excess(θ: Float64Array): number {
    return Math.max(dot(θ, θ) / (2 * θ.length) - c, 0);
  }

  return {
    value(θ) {
      const e = excess(θ);
      return e * e * e / 3;
    },
    addGradient(θ, out) {
      const factor = excess(θ) ** 2 / θ.length;
      for (let i = 0; i < θ.length; i++) out[i] += factor * θ[i];
    },
    addHessian(θ, out) {
      const p = θ.length;
      const e = excess(θ);
      const outer = 2 * e / (p * p);
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) out[i * p + j] += outer * (θ[i] * θ[j]);
        out[i * p + i] += e * e / p;
      }
    },
    addHessianVector(θ, v, out) {
      const p = θ.length;
      const e = excess(θ);
      const along = 2 * e * dot(θ, v) / (p * p);
      for (let i = 0; i < p; i++) out[i] += along * θ[i] + e * e / p * v[i];
    },
  };
}
