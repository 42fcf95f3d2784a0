import type { Optimizer } from "./optimizer.ts";

/** Hyperparameters of RMSProp. */
export interface RmsPropHyperparameters {
  /** Memory of the mean of g². */
  readonly β: number;
  /** Added to its root. */
  readonly ε: number;
}

/**
 * s ← β s + (1 − β) g², θ ← θ − η g/(√s + ε) (Tieleman and Hinton, Lecture 6.5,
 * 2012). s begins at 0 and is not corrected for that.
 */
export const rmsProp: Optimizer<RmsPropHyperparameters> = {
  name: "rmsProp",
  learningRate: 1e-3,
  defaults: { β: 0.9, ε: 1e-8 },
  init: (p) => ({ s: new Float64Array(p) }),
  update({ parameters, gradient, rates }, { s }, { β, ε }) {
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i];
      s[i] = β * s[i] + (1 - β) * g * g;
      parameters[i] -= rates[i] * g / (Math.sqrt(s[i]) + ε);
    }
  },
};
