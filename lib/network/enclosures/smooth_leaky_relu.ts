import { add, exactly, multiply, scale, subtract } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { logistic, softplusRange } from "./logistic.ts";

/** αx + (1 − α) log(1 + eˣ). */
export const smoothLeakyRelu: EnclosureDefinition = {
  name: "smoothLeakyRelu",
  build: ({ alpha }) => {
    const rest = subtract(exactly(1), exactly(alpha));
    return (x) => {
      const { value, derivative } = logistic(x);
      return {
        f: add(scale(x, alpha), multiply(rest, softplusRange(x))),
        first: add(exactly(alpha), multiply(rest, value)),
        second: multiply(rest, derivative),
      };
    };
  },
};
