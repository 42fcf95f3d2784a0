import type { ActivationDefinition } from "./definition.ts";

/** f(x) = x²/2. */
export const square: ActivationDefinition = {
  name: "square",
  build: () => ({
    f: (x) => 0.5 * x * x,
    derivative: (x) => x,
    secondDerivative: () => 1,
  }),
};
