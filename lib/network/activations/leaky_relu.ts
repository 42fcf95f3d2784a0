import type { ActivationDefinition } from "./definition.ts";

/** f(x) = x for x > 0, else αx; f′(0) = α. */
export const leakyRelu: ActivationDefinition = {
  name: "leakyRelu",
  alpha: 0.01,
  build: ({ alpha }) => ({
    f: (x) => x > 0 ? x : alpha * x,
    derivative: (x) => x > 0 ? 1 : alpha,
    secondDerivative: () => 0,
  }),
};
