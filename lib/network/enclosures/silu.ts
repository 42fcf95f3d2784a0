import { add, exactly, multiply, subtract } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { logistic } from "./logistic.ts";

/** x σ(x); f′ = σ + xσ′, f″ = σ′(2 + x(1 − 2σ)). */
export const silu: EnclosureDefinition = {
  name: "silu",
  build: () => (x) => {
    const { value, rest, derivative } = logistic(x);
    return {
      f: multiply(x, value),
      first: add(value, multiply(x, derivative)),
      second: multiply(
        derivative,
        add(exactly(2), multiply(x, subtract(rest, value))),
      ),
    };
  },
};
