import type { EnclosureDefinition } from "./enclosure.ts";
import { logistic, softplusRange } from "./logistic.ts";

/** log(1 + eˣ), whose derivative is σ. */
export const softplus: EnclosureDefinition = {
  name: "softplus",
  build: () => (x) => {
    const { value, derivative } = logistic(x);
    return { f: softplusRange(x), first: value, second: derivative };
  },
};
