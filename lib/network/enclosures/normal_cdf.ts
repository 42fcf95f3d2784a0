import {
  multiply,
  negate,
  normalCdf as Φ,
  normalDensity,
} from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** Φ(x); f′ = φ, f″ = −xφ. */
export const normalCdf: EnclosureDefinition = {
  name: "normalCdf",
  build: () => (x) => {
    const φ = normalDensity(x);
    return { f: Φ(x), first: φ, second: multiply(negate(x), φ) };
  },
};
