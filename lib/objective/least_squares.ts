import type { Dataset } from "../data/dataset.ts";
import { forwardPass } from "../kernels/reference/forward_pass.ts";
import { gradientOfSample } from "../kernels/reference/gradient.ts";
import { newTape, planOf } from "../kernels/reference/plan.ts";
import type { Network } from "../network/mod.ts";
import { checkLength } from "./check_length.ts";

/** The mean squared error as a sum of squares. */
export interface LeastSquares {
  /** r (NK), sample by sample. */
  residuals(θ: Float64Array, out?: Float64Array): Float64Array;
  /** ∂r/∂θ (NK × p), row-major. */
  jacobian(θ: Float64Array, out?: Float64Array): Float64Array;
}

/**
 * Residuals r_nk = √ω_n (a_k(x_n; θ) − t_nk) of N samples and K outputs, and
 * their Jacobian: L = ‖r‖²/N, ∇L = 2 Jᵀr/N.
 *
 * Plain TypeScript; the Jacobian costs K gradients.
 */
export function leastSquares(net: Network, data: Dataset): LeastSquares {
  const plan = planOf(net);
  const { samples: N, inputs, weights } = data;
  const targets = data.targets as Float64Array;
  const { parameterCount: p, outputs: K, outputAt } = plan;
  const z = newTape(plan);
  const a = newTape(plan);
  const row = new Float64Array(p);
  let output = 0; // whose gradient is taken
  const addGradient = gradientOfSample(plan, inputs, {
    value: (_, outputs, at) => outputs[at + output],
    gradient(_, outputs, at, out) {
      for (let k = 0; k < K; k++) out[at + k] = k === output ? 1 : 0;
      return outputs[at + output];
    },
    hessian: (_n, _outputs, _at, out) => void out.fill(0),
  });

  function root(n: number): number {
    return weights ? Math.sqrt(weights[n]) : 1;
  }

  function residuals(
    θ: Float64Array,
    out: Float64Array = new Float64Array(N * K),
  ): Float64Array {
    checkLength("parameter vector", θ, p);
    checkLength("residual vector", out, N * K);
    for (let n = 0; n < N; n++) {
      forwardPass(plan, θ, inputs, n, z, a);
      for (let k = 0; k < K; k++) {
        const i = n * K + k;
        out[i] = root(n) * (a[outputAt + k] - targets[i]);
      }
    }
    return out;
  }

  function jacobian(
    θ: Float64Array,
    out: Float64Array = new Float64Array(N * K * p),
  ): Float64Array {
    checkLength("parameter vector", θ, p);
    checkLength("Jacobian", out, N * K * p);
    for (let n = 0; n < N; n++) {
      for (output = 0; output < K; output++) {
        addGradient(θ, n, root(n), row.fill(0));
        out.set(row, (n * K + output) * p);
      }
    }
    return out;
  }

  return { residuals, jacobian };
}
