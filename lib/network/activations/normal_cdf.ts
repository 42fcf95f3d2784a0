import type { ActivationDefinition } from "./definition.ts";
import { normalCdf as Φ, normalDensity } from "../../special/mod.ts";

/** f(x) = Φ(x), the standard normal distribution function. */
export const normalCdf: ActivationDefinition = {
  name: "normalCdf",
  build: () => ({
    f: Φ,
    derivative: normalDensity,
    secondDerivative: (x, _y, d) => -x * d,
  }),
};
