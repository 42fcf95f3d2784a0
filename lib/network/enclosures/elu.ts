import { exp, expm1, scale } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { line, piecewise } from "./piecewise.ts";

/** x for x > 0, else α(eˣ − 1); f″ jumps at 0. */
export const elu: EnclosureDefinition = {
  name: "elu",
  build: ({ alpha }) =>
    piecewise((x) => {
      const derivative = scale(exp(x), alpha);
      return {
        f: scale(expm1(x), alpha),
        first: derivative,
        second: derivative,
      };
    }, line(1)),
};
