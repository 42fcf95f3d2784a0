import type { Objective } from "../objective/objective.ts";

/** How often what was computed; a minibatch counts as its part of the samples. */
export interface Evaluations {
  /** Losses, alone or with a gradient. */
  loss: number;
  /** Gradients. */
  gradient: number;
  /** Hessians. */
  hessian: number;
  /** Hessian–vector products. */
  hessianVectorProduct: number;
  /** Jacobians of residuals. */
  jacobian: number;
  /** Minibatches whose gradient was computed, each as one. */
  batch: number;
}

/** The objective, with a count of what is asked of it. */
export function countEvaluations(
  objective: Objective,
): { readonly objective: Objective; readonly evaluations: Evaluations } {
  const evaluations: Evaluations = {
    loss: 0,
    gradient: 0,
    hessian: 0,
    hessianVectorProduct: 0,
    jacobian: 0,
    batch: 0,
  };
  return { objective: counted(objective, evaluations, 1), evaluations };
}

function counted(
  objective: Objective,
  evaluations: Evaluations,
  part: number,
): Objective {
  const { data, jacobian, batch, select } = objective;
  return {
    ...objective,
    loss(θ) {
      evaluations.loss += part;
      return objective.loss(θ);
    },
    gradient(θ, out) {
      evaluations.gradient += part;
      return objective.gradient(θ, out);
    },
    lossAndGradient(θ, out) {
      evaluations.loss += part;
      evaluations.gradient += part;
      return objective.lossAndGradient(θ, out);
    },
    hessian(θ, out) {
      evaluations.hessian += part;
      return objective.hessian(θ, out);
    },
    hessianVectorProduct(θ, v, out) {
      evaluations.hessianVectorProduct += part;
      return objective.hessianVectorProduct(θ, v, out);
    },
    ...(jacobian && {
      jacobian(θ: Float64Array, out?: Float64Array) {
        evaluations.jacobian += part;
        return jacobian(θ, out);
      },
    }),
    ...(data && batch && {
      batch(start: number, count: number) {
        const view = batch(start, count);
        const partial = counted(view, evaluations, count / data.samples);
        return {
          ...partial,
          lossAndGradient(θ: Float64Array, out: Float64Array) {
            evaluations.batch++;
            return partial.lossAndGradient(θ, out);
          },
        };
      },
    }),
    ...(select && {
      select: (samples: ArrayLike<number>) =>
        counted(select(samples), evaluations, part),
    }),
  };
}
