import type { ActivationDefinition } from "./definition.ts";
import { logistic, logisticDerivative, softplusOf } from "./logistic.ts";

/** f(x) = σ(4x) + log(1 + eˣ), a smooth relu with a bump. */
export const g: ActivationDefinition = {
  name: "g",
  build: () => ({
    f: (x) => logistic(4 * x) + softplusOf(x),
    derivative: (x) =>
      4 * logisticDerivative(4 * x, logistic(4 * x)) + logistic(x),
    secondDerivative,
  }),
};

/** 16 σ″(4x) + σ′(x), with σ″ = σ′(1 − 2σ). */
function secondDerivative(x: number): number {
  const s4 = logistic(4 * x);
  return 16 * logisticDerivative(4 * x, s4) * (1 - 2 * s4) +
    logisticDerivative(x, logistic(x));
}
