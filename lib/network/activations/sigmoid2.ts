import type { ActivationDefinition } from "./definition.ts";
import { erf, normalDensity } from "../../special/mod.ts";

/** f(x) = erf(x/√2) = 2Φ(x) − 1. */
export const sigmoid2: ActivationDefinition = {
  name: "sigmoid2",
  build: () => ({
    f: (x) => erf(x * Math.SQRT1_2),
    derivative: (x) => 2 * normalDensity(x),
    secondDerivative: (x, _y, d) => -x * d,
  }),
};
