import { add, at, exactly, put, scale } from "../../interval/mod.ts";
import { dot } from "../../linalg/mod.ts";
import type { PenaltyTerm } from "./term.ts";

/** λ/2 ‖θ‖², biases included; gradient λθ, Hessian λI. */
export function weightDecay({ λ }: { readonly λ: number }): PenaltyTerm {
  return {
    value: (θ) => 0.5 * λ * dot(θ, θ),
    addGradient(θ, out) {
      for (let i = 0; i < θ.length; i++) out[i] += λ * θ[i];
    },
    addHessian(θ, out) {
      const p = θ.length;
      for (let i = 0; i < p; i++) out[i * p + i] += λ;
    },
    addGradientRanges(θ, out) {
      for (let i = 0; i < θ.lo.length; i++) {
        put(out, i, add(at(out, i), scale(at(θ, i), λ)));
      }
    },
    addHessianRanges(θ, out) {
      const p = θ.lo.length;
      for (let i = 0; i < p * p; i += p + 1) {
        put(out, i, add(at(out, i), exactly(λ)));
      }
    },
    addHessianVector(_θ, v, out) {
      for (let i = 0; i < v.length; i++) out[i] += λ * v[i];
    },
  };
}
