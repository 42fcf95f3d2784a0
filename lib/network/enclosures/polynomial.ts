import {
  add,
  exactly,
  type Interval,
  multiply,
  scale,
} from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** Σ c_k xᵏ. */
export const polynomial: EnclosureDefinition = {
  name: "polynomial",
  degree: (coefficients) => {
    const powers = coefficients.flatMap((c, k) => c === 0 ? [] : [k]);
    return powers.length === 1 ? powers[0] : undefined;
  },
  build: ({ coefficients }) => {
    const value = coefficients.map(exactly);
    const first = differentiate(value);
    const second = differentiate(first);
    return (x) => ({
      f: evaluate(value, x),
      first: evaluate(first, x),
      second: evaluate(second, x),
    });
  },
};

function differentiate(coefficients: readonly Interval[]): Interval[] {
  return coefficients.map((c, k) => scale(c, k)).slice(1);
}

/** Horner's rule. */
function evaluate(coefficients: readonly Interval[], x: Interval): Interval {
  return coefficients.reduceRight(
    (sum, c) => add(multiply(sum, x), c),
    exactly(0),
  );
}
