import {
  add,
  at as entry,
  clamp,
  divide,
  exactly,
  exp,
  type Interval,
  type Intervals,
  multiply,
  negate,
  put,
  subtract,
} from "../../../interval/mod.ts";
import type { Samples } from "../../kernels.ts";
import type { LossEnclosure } from "./enclosure.ts";

/**
 * −Σ t_k ln a_k with a = softmax(z): with T = Σ t_k the gradient in z is T a − t,
 * the Hessian T (diag(a) − a aᵀ). Nothing cancels where a class is nearly certain.
 */
export function crossEntropy(samples: Samples, K: number): LossEnclosure {
  const { labels, targets } = samples;

  /** T, enclosed as it is a sum. */
  function totalTarget(n: number): Interval {
    if (labels) return one;
    let T = exactly(0);
    for (let k = 0; k < K; k++) T = add(T, exactly(targets![n * K + k]));
    return T;
  }

  return {
    gradient(n, z, at, out) {
      const a = probabilities(z, at, K);
      const T = totalTarget(n);
      for (let k = 0; k < K; k++) {
        const derivative = labels
          ? labels[n] === k ? negate(sumOfOthers(a, k)) : a[k]
          : subtract(multiply(T, a[k]), exactly(targets![n * K + k]));
        put(out, at + k, derivative);
      }
      return true;
    },
    hessian(n, z, at, out) {
      const a = probabilities(z, at, K);
      const T = totalTarget(n);
      for (let i = 0; i < K; i++) {
        const Ta = multiply(T, a[i]);
        for (let j = 0; j < K; j++) {
          const factor = i === j ? sumOfOthers(a, i) : negate(a[j]);
          put(out, i * K + j, multiply(Ta, factor));
        }
      }
    },
  };
}

const one = exactly(1);

/** a_k = 1/(1 + Σ_{j≠k} e^{z_j − z_k}). */
function probabilities(z: Intervals, at: number, K: number): Interval[] {
  return Array.from({ length: K }, (_, k) => {
    let denominator = one;
    for (let j = 0; j < K; j++) {
      if (j === k) continue;
      const odds = exp(subtract(entry(z, at + j), entry(z, at + k)));
      denominator = add(denominator, odds);
    }
    return clamp(divide(one, denominator), 0, 1);
  });
}

/** 1 − a_k. */
function sumOfOthers(a: readonly Interval[], k: number): Interval {
  let sum = exactly(0);
  a.forEach((b, j) => {
    if (j !== k) sum = add(sum, b);
  });
  return clamp(sum, 0, 1);
}
