import type { Optimizer } from "./optimizer.ts";

/** θ ← θ − η g. Diverges on a quadratic exactly where η > 2/λmax. */
export const gradientDescent: Optimizer<Record<never, never>> = {
  name: "gradientDescent",
  learningRate: 0.1,
  defaults: {},
  init: () => ({}),
  update({ parameters, gradient, rates }) {
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] -= rates[i] * gradient[i];
    }
  },
};
