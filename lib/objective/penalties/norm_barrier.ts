import {
  add,
  at,
  divide,
  exactly,
  type Interval,
  type Intervals,
  multiply,
  put,
  scale,
  square,
  subtract,
} from "../../interval/mod.ts";
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

  /** max(n − c, 0) over a box. */
  function excessRange(θ: Intervals): Interval {
    const p = θ.lo.length;
    let sum = exactly(0);
    for (let i = 0; i < p; i++) sum = add(sum, square(at(θ, i)));
    const { lo, hi } = subtract(divide(sum, exactly(2 * p)), exactly(c));
    return { lo: Math.max(lo, 0), hi: Math.max(hi, 0) };
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
    addGradientRanges(θ, out) {
      const p = θ.lo.length;
      const factor = divide(square(excessRange(θ)), exactly(p));
      for (let i = 0; i < p; i++) {
        put(out, i, add(at(out, i), multiply(factor, at(θ, i))));
      }
    },
    addHessianRanges(θ, out) {
      const p = θ.lo.length;
      const e = excessRange(θ);
      const outer = divide(scale(e, 2), square(exactly(p)));
      const diagonal = divide(square(e), exactly(p));
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          const product = i === j
            ? square(at(θ, i))
            : multiply(at(θ, i), at(θ, j));
          const k = i * p + j;
          put(out, k, add(at(out, k), multiply(outer, product)));
        }
        const k = i * p + i;
        put(out, k, add(at(out, k), diagonal));
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
