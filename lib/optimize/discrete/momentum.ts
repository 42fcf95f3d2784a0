import type { Optimizer } from "./optimizer.ts";

/** The hyperparameter of methods with momentum. */
export interface MomentumHyperparameters {
  /** What is left of v after a step. */
  readonly β: number;
}

/**
 * v ← β v + g, θ ← θ − η v: the heavy ball (Polyak, Some methods of speeding up
 * the convergence of iteration methods, 1964), η outside v as in PyTorch.
 */
export const momentum: Optimizer<MomentumHyperparameters> = {
  name: "momentum",
  learningRate: 0.01,
  defaults: { β: 0.9 },
  init: (p) => ({ v: new Float64Array(p) }),
  update({ parameters, gradient, rates }, { v }, { β }) {
    for (let i = 0; i < parameters.length; i++) {
      v[i] = β * v[i] + gradient[i];
      parameters[i] -= rates[i] * v[i];
    }
  },
};
