import type { ActivationDefinition } from "./definition.ts";
import { normalCdf, normalDensity } from "../../special/mod.ts";

/** f(x) = x Φ(x), with the exact Φ. */
export const gelu: ActivationDefinition = {
  name: "gelu",
  build: () => ({
    f: (x) => x * normalCdf(x),
    derivative: (x) => normalCdf(x) + x * normalDensity(x),
    // φ is 0 from x² = 3000 on, where x² may be infinite
    secondDerivative: (x) => normalDensity(x) * (2 - Math.min(x * x, 3000)),
  }),
};
