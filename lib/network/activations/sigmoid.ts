import type { ActivationDefinition } from "./definition.ts";
import { logistic, logisticDerivative } from "./logistic.ts";

/** σ(x) = 1/(1 + e⁻ˣ). */
export const sigmoid: ActivationDefinition = {
  name: "sigmoid",
  build: () => ({
    f: logistic,
    derivative: logisticDerivative,
    secondDerivative: (_x, y, d) => d * (1 - 2 * y),
  }),
};
