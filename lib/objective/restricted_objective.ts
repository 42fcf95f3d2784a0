import type { Objective } from "./objective.ts";

/**
 * The objective as a function of the parameters `free` alone, in that order;
 * the others keep their values in θ.
 */
export function restrictedObjective(
  objective: Objective,
  free: readonly number[],
  θ: Float64Array,
): Objective {
  const { parameterCount: p, differences } = objective;
  const n = free.length;
  const full = θ.slice();
  const fullGradient = new Float64Array(p);
  let fullHessian: Float64Array | undefined;
  const fullVector = new Float64Array(p);

  function lift(part: Float64Array): Float64Array {
    for (let k = 0; k < n; k++) full[free[k]] = part[k];
    return full;
  }

  function restrict(vector: Float64Array, out: Float64Array): Float64Array {
    for (let k = 0; k < n; k++) out[k] = vector[free[k]];
    return out;
  }

  return {
    parameterCount: n,
    ...(differences && {
      differences: {
        ...differences,
        others: differences.others.map((other) =>
          restrictedObjective(other, free, θ)
        ),
      },
    }),
    loss: (part) => objective.loss(lift(part)),
    gradient: (part, out = new Float64Array(n)) =>
      restrict(objective.gradient(lift(part), fullGradient), out),
    lossAndGradient(part, out) {
      const loss = objective.lossAndGradient(lift(part), fullGradient);
      restrict(fullGradient, out);
      return loss;
    },
    hessian(part, out = new Float64Array(n * n)) {
      fullHessian = objective.hessian(lift(part), fullHessian);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          out[i * n + j] = fullHessian[free[i] * p + free[j]];
        }
      }
      return out;
    },
    hessianVectorProduct(part, v, out = new Float64Array(n)) {
      fullVector.fill(0);
      for (let k = 0; k < n; k++) fullVector[free[k]] = v[k];
      const product = objective.hessianVectorProduct(lift(part), fullVector);
      return restrict(product, out);
    },
  };
}
