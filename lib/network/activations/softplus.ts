import type { ActivationDefinition } from "./definition.ts";
import { logistic, logisticDerivative, softplusOf } from "./logistic.ts";

/** f(x) = log(1 + eˣ). */
export const softplus: ActivationDefinition = {
  name: "softplus",
  build: () => ({
    f: softplusOf,
    derivative: logistic,
    secondDerivative: (x, _y, d) => logisticDerivative(x, d),
  }),
};
