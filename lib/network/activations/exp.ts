import type { ActivationDefinition } from "./definition.ts";

/** f(x) = eˣ. */
export const exp: ActivationDefinition = {
  name: "exp",
  build: () => ({
    f: Math.exp,
    derivative: (_x, y) => y,
    secondDerivative: (_x, y) => y,
  }),
};
