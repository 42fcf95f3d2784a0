import {
  add,
  exactly,
  multiply,
  normalCdf,
  normalDensity,
  square,
  subtract,
} from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** x Φ(x); f′ = Φ + xφ, f″ = φ(2 − x²). */
export const gelu: EnclosureDefinition = {
  name: "gelu",
  build: () => (x) => {
    const Φ = normalCdf(x);
    const φ = normalDensity(x);
    return {
      f: multiply(x, Φ),
      first: add(Φ, multiply(x, φ)),
      second: multiply(φ, subtract(exactly(2), square(x))),
    };
  },
};
