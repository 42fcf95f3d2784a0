import type { ActivationDefinition } from "./definition.ts";
import { logistic, logisticDerivative } from "./logistic.ts";

/** f(x) = x σ(x), also known as swish. */
export const silu: ActivationDefinition = {
  name: "silu",
  build: () => ({ f: (x) => x * logistic(x), derivative, secondDerivative }),
};

function derivative(x: number): number {
  const s = logistic(x);
  return s + x * logisticDerivative(x, s);
}

/** 2σ′ + xσ″, with σ″ = σ′(1 − 2σ). */
function secondDerivative(x: number): number {
  const s = logistic(x);
  return logisticDerivative(x, s) * (2 + x * (1 - 2 * s));
}
