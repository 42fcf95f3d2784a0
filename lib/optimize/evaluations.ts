import type { Objective } from "../objective/objective.ts";

/** How often what was computed. */
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
  };
  const { data, network } = objective;
  const counted: Objective = {
    parameterCount: objective.parameterCount,
    ...(data && { data }),
    ...(network && { network }),
    loss(θ) {
      evaluations.loss++;
      return objective.loss(θ);
    },
    gradient(θ, out) {
      evaluations.gradient++;
      return objective.gradient(θ, out);
    },
    lossAndGradient(θ, out) {
      evaluations.loss++;
      evaluations.gradient++;
      return objective.lossAndGradient(θ, out);
    },
    hessian(θ, out) {
      evaluations.hessian++;
      return objective.hessian(θ, out);
    },
    hessianVectorProduct(θ, v, out) {
      evaluations.hessianVectorProduct++;
      return objective.hessianVectorProduct(θ, v, out);
    },
    ...(objective.residuals && {
      residuals: (θ, out) => objective.residuals!(θ, out),
    }),
    ...(objective.jacobian && {
      jacobian(θ, out) {
        evaluations.jacobian++;
        return objective.jacobian!(θ, out);
      },
    }),
  };
  return { objective: counted, evaluations };
}
