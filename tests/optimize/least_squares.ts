import type { Objective } from "../../lib/objective/objective.ts";
import { objectiveOf } from "../flow/objectives.ts";
import { Jet } from "./jet.ts";

/** L = Σ r², with residuals and all derivatives, from r written on jets. */
export function sumOfSquares(
  p: number,
  residualsOf: (x: readonly Jet[]) => readonly Jet[],
): Objective {
  let last: readonly Jet[] = []; // at the θ asked for last
  let lastθ = new Float64Array(p).fill(NaN);

  function jets(θ: Float64Array, second = false): readonly Jet[] {
    if (!second && θ.every((x, i) => x === lastθ[i])) return last;
    const variables = Array.from(θ, (x, i) => Jet.variable(x, i, p, second));
    last = residualsOf(variables);
    lastθ = θ.slice();
    return last;
  }
  return {
    ...objectiveOf({
      parameterCount: p,
      loss: (θ) => jets(θ).reduce((sum, r) => sum + r.value * r.value, 0),
      gradient(θ, out) {
        out.fill(0);
        for (const { value, gradient } of jets(θ)) {
          for (let i = 0; i < p; i++) out[i] += 2 * value * gradient[i];
        }
      },
      hessian(θ, out) {
        for (const { value, gradient: g, hessian } of jets(θ, true)) {
          for (let k = 0; k < out.length; k++) {
            const i = Math.floor(k / p);
            out[k] += 2 * (value * hessian[k] + g[i] * g[k % p]);
          }
        }
      },
    }),
    residuals(θ, out) {
      const r = Float64Array.from(jets(θ), ({ value }) => value);
      if (out === undefined) return r;
      out.set(r);
      return out;
    },
    jacobian(θ, out) {
      const rows = jets(θ);
      const J = out ?? new Float64Array(rows.length * p);
      rows.forEach(({ gradient }, i) => J.set(gradient, i * p));
      return J;
    },
  };
}
