import type { Samples } from "../kernels.ts";
import { softmax } from "../softmax.ts";
import type { SampleLoss } from "./loss.ts";

/**
 * ℓ = −Σ t_k ln a_k with a = softmax(z), as a function of the logits z; a label
 * y stands for t_k = [k = y]. Terms with t_k = 0 are skipped. With T = Σ t_k the
 * gradient is T a − t, the Hessian T (diag(a) − a aᵀ).
 *
 * Nothing cancels where a class is nearly certain: ln(1 − ε) comes from log1p,
 * a_y − 1 and 1 − a_k from the sum of the other probabilities.
 */
export function crossEntropyLoss(samples: Samples, K: number): SampleLoss {
  const { labels, targets } = samples;
  const a = new Float64Array(K);

  /** t_k of sample n. */
  function target(n: number, k: number): number {
    if (labels) return labels[n] === k ? 1 : 0;
    return (targets as Float64Array)[n * K + k];
  }

  function totalTarget(n: number): number {
    if (labels) return 1;
    let T = 0;
    for (let k = 0; k < K; k++) T += target(n, k);
    return T;
  }

  function value(n: number, z: Float64Array, at: number): number {
    let top = 0;
    for (let k = 1; k < K; k++) if (z[at + k] > z[at + top]) top = k;
    const max = z[at + top];
    let rest = 0;
    for (let k = 0; k < K; k++) {
      if (k !== top) rest += Math.exp(z[at + k] - max);
    }
    const logSumExp = Math.log1p(rest);
    let ℓ = 0;
    for (let k = 0; k < K; k++) {
      const t = target(n, k);
      if (t !== 0) ℓ += t * (logSumExp - (z[at + k] - max));
    }
    return ℓ;
  }

  return {
    value,
    gradient(n, z, at, out) {
      softmax(z, at, K, a, 0);
      const T = totalTarget(n);
      for (let k = 0; k < K; k++) {
        out[at + k] = labels && labels[n] === k
          ? -sumOfOthers(a, k)
          : T * a[k] - target(n, k);
      }
      return value(n, z, at);
    },
    hessian(n, z, at, out) {
      softmax(z, at, K, a, 0);
      const T = totalTarget(n);
      for (let i = 0; i < K; i++) {
        for (let j = 0; j < K; j++) out[i * K + j] = -T * a[i] * a[j];
        out[i * K + i] = T * a[i] * sumOfOthers(a, i);
      }
    },
  };
}

/** 1 − a_k without cancellation. */
function sumOfOthers(a: Float64Array, k: number): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) if (j !== k) sum += a[j];
  return sum;
}
