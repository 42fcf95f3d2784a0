import {
  centeredNormalCdf,
  multiply,
  negate,
  normalDensity,
  scale,
} from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** erf(x/√2); f′ = 2φ, f″ = −2xφ. */
export const sigmoid2: EnclosureDefinition = {
  name: "sigmoid2",
  build: () => (x) => {
    const first = scale(normalDensity(x), 2);
    return {
      f: centeredNormalCdf(x),
      first,
      second: multiply(negate(x), first),
    };
  },
};
