import type { Cell } from "../../cell/mod.ts";
import { defineInput } from "./input.ts";
import { shown } from "../../options/mod.ts";

const texts: Readonly<Record<string, boolean>> = { true: true, false: false };

/**
 * A check box: toggle`Biases ${true}`.
 *
 * @example Usage
 * ```ts
 * import { cell, toggle } from "@thalweg/thalweg";
 *
 * const noisy = toggle`Noise ${true}`;
 * cell`Level ${noisy} ${(noisy) => noisy ? 0.1 : 0}`;
 * ```
 */
export function toggle(
  strings: TemplateStringsArray,
  value: boolean = false,
): Cell<boolean> {
  return defineInput({
    tag: "toggle",
    strings,
    initial: () => value,
    check: (value) => {
      if (typeof value === "boolean") return value;
      throw new TypeError(`${shown(value)}, expected true or false`);
    },
    settings: () => ({ control: "toggle" }),
    toText: String,
    fromText: (text) => texts[text] ?? text,
  });
}
