import { checkpoint } from "../checkpoint.ts";
import type { Network } from "../network/mod.ts";
import type { Kernels, LossChoice, Samples } from "./kernels.ts";
import { sampleLoss } from "./losses/list.ts";
import { forwardPass } from "./reference/forward_pass.ts";
import { gradientOfSample } from "./reference/gradient.ts";
import { hessianOfSample } from "./reference/hessian.ts";
import { hessianVectorOfSample } from "./reference/hessian_vector.ts";
import { newTape, planOf } from "./reference/plan.ts";

/**
 * Kernels in plain TypeScript, sample by sample: the definition of right for
 * all other backends. Any depth, any activation, any loss.
 *
 * Mean loss L = (1/N) Σ ω_n ℓ_n, with weights ω_n (1 by default); ω are not
 * normalized. Scratch memory is allocated here, once; the methods allocate
 * nothing and check nothing. NaN in θ or the samples comes out as NaN.
 *
 * Cost per sample, with p parameters: about 3p multiplications for the
 * gradient, 6p for a Hessian–vector product, p²/2 for the Hessian.
 */
export function referenceKernels(
  net: Network,
  samples: Samples,
  choice: LossChoice,
): Kernels {
  const plan = planOf(net);
  const { inputs, weights, samples: N } = samples;
  const { parameterCount: p, outputAt } = plan;
  const ℓ = sampleLoss(choice, samples, plan.outputs);
  const z = newTape(plan);
  const a = newTape(plan);
  const addGradient = gradientOfSample(plan, inputs, ℓ);
  const addHessian = hessianOfSample(plan, inputs, ℓ);
  const addHessianVector = hessianVectorOfSample(plan, inputs, ℓ);

  function weight(n: number): number {
    return weights ? weights[n] / N : 1 / N;
  }

  function loss(θ: Float64Array): number {
    let L = 0;
    for (let n = 0; n < N; n++) {
      forwardPass(plan, θ, inputs, n, z, a);
      L += weight(n) * ℓ.value(n, a, outputAt);
    }
    return L;
  }

  function lossAndGradient(θ: Float64Array, out: Float64Array): number {
    out.fill(0);
    let L = 0;
    for (let n = 0; n < N; n++) L += addGradient(θ, n, weight(n), out);
    return L;
  }

  function hessian(θ: Float64Array, out: Float64Array): Float64Array {
    out.fill(0);
    for (let n = 0; n < N; n++) {
      checkpoint();
      addHessian(θ, n, weight(n), out);
    }
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < i; j++) out[i * p + j] = out[j * p + i];
    }
    return out;
  }

  function hessianVectorProduct(
    θ: Float64Array,
    v: Float64Array,
    out: Float64Array,
  ): Float64Array {
    out.fill(0);
    for (let n = 0; n < N; n++) addHessianVector(θ, v, n, weight(n), out);
    return out;
  }

  return { network: net, loss, lossAndGradient, hessian, hessianVectorProduct };
}
