import type { ActivationDefinition } from "./definition.ts";

/** f(x) = −1, 0 or 1; the derivatives are 0. */
export const sign: ActivationDefinition = {
  name: "sign",
  build: () => ({
    f: Math.sign,
    derivative: () => 0,
    secondDerivative: () => 0,
  }),
};
