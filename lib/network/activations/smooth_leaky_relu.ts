import type { ActivationDefinition } from "./definition.ts";
import { logistic, logisticDerivative, softplusOf } from "./logistic.ts";

/**
 * f(x) = αx + (1 − α) log(1 + eˣ), from what log(1 + eˣ) exceeds max(x, 0) by:
 * the two halves of x, for large x, might overflow.
 */
export const smoothLeakyRelu: ActivationDefinition = {
  name: "smoothLeakyRelu",
  alpha: 0.01,
  build: ({ alpha }) => ({
    f: (x) =>
      (x < 0 ? alpha * x : x) +
      (1 - alpha) * softplusOf(-Math.abs(x)),
    derivative: (x) => alpha + (1 - alpha) * logistic(x),
    secondDerivative: (x) => (1 - alpha) * logisticDerivative(x, logistic(x)),
  }),
};
