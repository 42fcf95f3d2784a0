import type { Cell } from "../../cell/mod.ts";
import { defineInput } from "./input.ts";
import { numberFromText } from "./range.ts";
import { shown } from "../../options/mod.ts";

/** Seeds of generators that take 32 bits, as NumPy's, lie below this. */
const end = 2 ** 32;

/**
 * A seed with a dice: seed`Initialization seed ${2}`. A throw of the dice gives
 * six digits at most, which are easily told to others; every integer from 0 to
 * 2³² − 1 fits.
 *
 * @example Usage
 * ```ts
 * import { cell, initialize, mlp, seed } from "@thalweg/thalweg";
 *
 * const start = seed`Initialization ${1}`; // with a dice
 * const net = mlp`2 → 5 tanh → 1`;
 * cell`θ ${start} ${(seed) => initialize(net, { seed })}`;
 * ```
 */
export function seed(
  strings: TemplateStringsArray,
  value: number = 0,
): Cell<number> {
  return defineInput({
    tag: "seed",
    strings,
    initial: () => value,
    check: (value) => {
      const fit = typeof value === "number" && Number.isInteger(value) &&
        value >= 0 && value < end;
      if (fit) return value;
      throw new RangeError(
        `${shown(value)}, expected an integer from 0 to ${end - 1}`,
      );
    },
    settings: () => ({ control: "seed" }),
    toText: String,
    fromText: numberFromText,
  });
}
