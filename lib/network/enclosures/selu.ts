import { exactly, exp, expm1, multiply } from "../../interval/mod.ts";
import { ALPHA, SCALE } from "../activations/selu.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { line, piecewise } from "./piecewise.ts";

/** 1.05070098 (x for x > 0, else 1.67326324 (eˣ − 1)); f′ jumps at 0. */
export const selu: EnclosureDefinition = {
  name: "selu",
  build: () => {
    const factor = multiply(exactly(SCALE), exactly(ALPHA));
    return piecewise((x) => {
      const derivative = multiply(factor, exp(x));
      return {
        f: multiply(factor, expm1(x)),
        first: derivative,
        second: derivative,
      };
    }, line(SCALE));
  },
};
