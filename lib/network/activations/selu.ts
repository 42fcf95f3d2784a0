import type { ActivationDefinition } from "./definition.ts";

// Eight digits, as in MLPGradientFlow.jl, so that losses can be compared.
export const SCALE = 1.05070098;
export const ALPHA = 1.67326324;

/** f(x) = 1.05070098 (x for x > 0, else 1.67326324 (eˣ − 1)). */
export const selu: ActivationDefinition = {
  name: "selu",
  build: () => ({
    f: (x) => SCALE * (x > 0 ? x : ALPHA * Math.expm1(x)),
    derivative: (x) => SCALE * (x > 0 ? 1 : ALPHA * Math.exp(x)),
    secondDerivative: (x, _y, d) => x > 0 ? 0 : d,
  }),
};
