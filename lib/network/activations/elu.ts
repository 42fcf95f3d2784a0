import type { ActivationDefinition } from "./definition.ts";

/** f(x) = x for x > 0, else α(eˣ − 1). */
export const elu: ActivationDefinition = {
  name: "elu",
  alpha: 1,
  build: ({ alpha }) => ({
    f: (x) => x > 0 ? x : alpha * Math.expm1(x),
    derivative: (x) => x > 0 ? 1 : alpha * Math.exp(x),
    secondDerivative: (x, _y, d) => x > 0 ? 0 : d,
  }),
};
