import type { ActivationDefinition } from "./definition.ts";
import { logistic, logisticDerivative, softplusOf } from "./logistic.ts";

/** f(x) = αx + (1 − α) log(1 + eˣ). */
export const smoothLeakyRelu: ActivationDefinition = {
  name: "smoothLeakyRelu",
  alpha: 0.01,
  build: ({ alpha }) => ({
    f: (x) => alpha * x + (1 - alpha) * softplusOf(x),
    derivative: (x) => alpha + (1 - alpha) * logistic(x),
    secondDerivative: (x) => (1 - alpha) * logisticDerivative(x, logistic(x)),
  }),
};
