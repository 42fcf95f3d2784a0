import type { Network } from "../network/mod.ts";
import { forward } from "./forward.ts";
import type { Samples } from "./kernels.ts";
import { fillFirst, forwardPass } from "./reference/forward_pass.ts";
import { newTape, planOf } from "./reference/plan.ts";

/** The mean squared error as squares of residuals, L = ‖r‖²/N. */
export interface Residuals {
  /** r_nk = √ω_n (a_nk − t_nk), sample by sample. */
  residuals(θ: Float64Array, out: Float64Array): Float64Array;
  /** ∂r/∂θ, one row of p numbers per residual. */
  jacobian(θ: Float64Array, out: Float64Array): Float64Array;
}

/**
 * The residuals of meanSquaredError and their derivatives, in plain TypeScript:
 * a forward pass per sample, and a backward pass per residual.
 */
export function residualsOf(net: Network, samples: Samples): Residuals {
  const plan = planOf(net);
  const { steps, outputs: K, outputAt, parameterCount: p } = plan;
  const { inputs, samples: N, weights } = samples;
  const targets = samples.targets as Float64Array;
  const z = newTape(plan);
  const a = newTape(plan);
  const first = newTape(plan);
  const δ = newTape(plan);

  function scale(n: number): number {
    return weights ? Math.sqrt(weights[n]) : 1;
  }

  /** One row of the Jacobian: backwards from output k. */
  function fillRow(
    θ: Float64Array,
    k: number,
    factor: number,
    out: Float64Array,
    row: number,
  ): void {
    δ.fill(0, outputAt, outputAt + K);
    δ[outputAt + k] = factor * first[outputAt + k];
    for (let l = steps.length - 1; l >= 0; l--) {
      const { width, fanIn, columns, offset, from, at } = steps[l];
      for (let m = 0; m < width; m++) {
        const block = row + offset + m * columns;
        for (let i = 0; i < columns; i++) {
          out[block + i] = δ[at + m] * a[from + i];
        }
      }
      if (l === 0) break;
      for (let i = 0; i < fanIn; i++) {
        let sum = 0;
        for (let m = 0; m < width; m++) {
          sum += δ[at + m] * θ[offset + m * columns + i];
        }
        δ[from + i] = sum * first[from + i];
      }
    }
  }

  return {
    residuals(θ, out) {
      const outputs = forward(net, θ, inputs);
      for (let n = 0; n < N; n++) {
        const factor = scale(n);
        for (let i = n * K; i < n * K + K; i++) {
          out[i] = factor * (outputs[i] - targets[i]);
        }
      }
      return out;
    },
    jacobian(θ, out) {
      for (let n = 0; n < N; n++) {
        forwardPass(plan, θ, inputs, n, z, a);
        fillFirst(plan, z, a, first);
        const factor = scale(n);
        for (let k = 0; k < K; k++) {
          fillRow(θ, k, factor, out, (n * K + k) * p);
        }
      }
      return out;
    },
  };
}
