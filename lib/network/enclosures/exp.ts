import { exp as expOf } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** eˣ, its own derivative. */
export const exp: EnclosureDefinition = {
  name: "exp",
  build: () => (x) => {
    const f = expOf(x);
    return { f, first: f, second: f };
  },
};
