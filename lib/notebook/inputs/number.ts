import type { Cell } from "../../cell/mod.ts";
import { defineInput } from "./input.ts";
import { numberFromText } from "./range.ts";
import { shown } from "../../options/mod.ts";

/**
 * A number box: number`Learning rate ${0.1}`. Any finite number fits.
 *
 * @example Usage
 * ```ts
 * import { cell, number } from "@thalweg/thalweg";
 *
 * const rate = number`Learning rate ${0.1}`;
 * cell`Half of it ${rate} ${(rate) => rate / 2}`;
 * ```
 */
export function number(
  strings: TemplateStringsArray,
  value: number = 0,
): Cell<number> {
  return defineInput({
    tag: "number",
    strings,
    initial: () => value,
    check: (value) => {
      if (typeof value === "number" && Number.isFinite(value)) return value;
      throw new RangeError(`${shown(value)}, expected a finite number`);
    },
    settings: () => ({ control: "number" }),
    toText: String,
    fromText: numberFromText,
  });
}
