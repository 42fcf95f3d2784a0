import type { MomentumHyperparameters } from "./momentum.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * v ← β v + g, θ ← θ − η (g + β v): Nesterov's momentum with the gradient taken
 * at the point looked ahead to, which is what θ holds (Sutskever and others, On
 * the importance of initialization and momentum in deep learning, 2013; the
 * form of PyTorch).
 */
export const nesterov: Optimizer<MomentumHyperparameters> = {
  name: "nesterov",
  learningRate: 0.01,
  defaults: { β: 0.9 },
  init: (p) => ({ v: new Float64Array(p) }),
  update({ parameters, gradient, rates }, { v }, { β }) {
    for (let i = 0; i < parameters.length; i++) {
      v[i] = β * v[i] + gradient[i];
      parameters[i] -= rates[i] * (gradient[i] + β * v[i]);
    }
  },
};
