import type { ActivationDefinition } from "./definition.ts";

/** f(x) = x. */
export const identity: ActivationDefinition = {
  name: "identity",
  build: () => ({
    f: (x) => x,
    derivative: () => 1,
    secondDerivative: () => 0,
  }),
};
