import type { ActivationDefinition } from "./definition.ts";

/** f(x) = x³. */
export const cube: ActivationDefinition = {
  name: "cube",
  build: () => ({
    f: (x) => x * x * x,
    derivative: (x) => 3 * x * x,
    secondDerivative: (x) => 6 * x,
  }),
};
