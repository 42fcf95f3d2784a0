import { add, multiply, scale, subtract } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { logistic, softplusRange } from "./logistic.ts";

/** σ(4x) + log(1 + eˣ), with σ″ = σ′(1 − 2σ). */
export const g: EnclosureDefinition = {
  name: "g",
  build: () => (x) => {
    const { value, derivative } = logistic(x);
    const steep = logistic(scale(x, 4));
    return {
      f: add(steep.value, softplusRange(x)),
      first: add(scale(steep.derivative, 4), value),
      second: add(
        scale(
          multiply(steep.derivative, subtract(steep.rest, steep.value)),
          16,
        ),
        derivative,
      ),
    };
  },
};
