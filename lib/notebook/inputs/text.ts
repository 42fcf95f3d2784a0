import type { Cell } from "../../cell/mod.ts";
import { defineInput } from "./input.ts";
import { shown } from "../../options/mod.ts";

/**
 * A text box: text`Title ${"Loss"}`.
 *
 * @example Usage
 * ```ts
 * import { cell, text } from "@thalweg/thalweg";
 *
 * const name = text`Name ${"first run"}`;
 * cell`Letters ${name} ${(name) => name.length}`;
 * ```
 */
export function text(
  strings: TemplateStringsArray,
  value: string = "",
): Cell<string> {
  return defineInput({
    tag: "text",
    strings,
    initial: () => value,
    check: (value) => {
      if (typeof value === "string") return value;
      throw new TypeError(`${shown(value)}, expected a text`);
    },
    settings: () => ({ control: "text" }),
    toText: String,
    fromText: (text) => text,
  });
}
