import type { ActivationDefinition } from "./definition.ts";

/** f(x) = max(x, 0); f′(0) = 0. */
export const relu: ActivationDefinition = {
  name: "relu",
  build: () => ({
    f: (x) => Math.max(x, 0),
    derivative: (x) => x > 0 ? 1 : 0,
    secondDerivative: () => 0,
  }),
};
