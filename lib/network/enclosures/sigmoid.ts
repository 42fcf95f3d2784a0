import { multiply, subtract } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { logistic } from "./logistic.ts";

/** σ(x); σ″ = σ′(1 − 2σ). */
export const sigmoid: EnclosureDefinition = {
  name: "sigmoid",
  build: () => (x) => {
    const { value, rest, derivative } = logistic(x);
    return {
      f: value,
      first: derivative,
      second: multiply(derivative, subtract(rest, value)),
    };
  },
};
