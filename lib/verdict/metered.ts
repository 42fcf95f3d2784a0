import type { Objective } from "../objective/objective.ts";

/** Products of numbers that a verdict may take, some ten seconds. */
const mostProducts = 1e10;
/**
 * And so many Hessians with their eigendecompositions, or without these so many
 * Hessian–vector products, where that is more.
 */
const fewest = { hessians: 12, products: 30 };
/** Losses, gradients and Hessian–vector products, in passes over the samples. */
const passes = { loss: 1, gradient: 3, product: 6 };
/** What solvers do with a vector of p numbers, beside. */
const besides = 100;
/** Two eigendecompositions, in p³. */
const decompositions = 4;

/** A verdict has taken as many products as it may. */
export class OutOfBudget extends Error {
  /** The class, for messages. */
  override readonly name = "OutOfBudget";
}

/**
 * The objective, which throws once a verdict has taken too long: by the count of
 * operations, so that the same point has the same verdict on every machine. A
 * training that has not converged must not wait for minutes for its verdict.
 *
 * @param samples In a pass over the data; 1 where there are none.
 * @param usesHessians Whether Hessians are computed, and decomposed.
 * @throws {OutOfBudget} From its methods.
 */
export function metered(
  objective: Objective,
  samples: number,
  usesHessians: boolean,
): Objective {
  const { parameterCount: p } = objective;
  const pass = p * samples;
  const hessian = p * pass / 2 + decompositions * p * p * p;
  const product = passes.product * pass + besides * p;
  // differences are compared with those over other steps
  const alike = 1 + (objective.differences?.others.length ?? 0);
  const most = Math.max(
    mostProducts,
    alike *
      (usesHessians ? fewest.hessians * hessian : fewest.products * product),
  );
  let taken = 0;

  function take(products: number): void {
    taken += products;
    if (taken > most) throw new OutOfBudget();
  }

  function meter(objective: Objective): Objective {
    const { differences } = objective;
    return {
      ...objective,
      ...(differences && {
        differences: { ...differences, others: differences.others.map(meter) },
      }),
      loss(θ) {
        take(passes.loss * pass);
        return objective.loss(θ);
      },
      gradient(θ, out) {
        take(passes.gradient * pass);
        return objective.gradient(θ, out);
      },
      lossAndGradient(θ, out) {
        take(passes.gradient * pass);
        return objective.lossAndGradient(θ, out);
      },
      hessian(θ, out) {
        take(hessian);
        return objective.hessian(θ, out);
      },
      hessianVectorProduct(θ, v, out) {
        take(product);
        return objective.hessianVectorProduct(θ, v, out);
      },
    };
  }

  return meter(objective);
}
