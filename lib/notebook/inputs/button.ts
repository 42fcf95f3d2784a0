import type { Cell } from "../../cell/mod.ts";
import type { Values } from "../types.ts";
import { readTemplate } from "../template.ts";
import { defineInput } from "./input.ts";
import { callable, checkArguments } from "../../options/mod.ts";

/**
 * A button: button`Next stuck seed ${scan} ${(scan) => seed.set(scan.stuck)}`.
 *
 * A click calls the function that stands last with the values of the holes, as
 * soon as they are there. The cell's value counts the clicks that were served.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { button, number } from "@thalweg/thalweg";
 *
 * const rolls = number`Rolls ${0}`;
 * button`Again ${rolls} ${(rolls) => rolls + 1}`;
 * ```
 */
export function button<I extends readonly unknown[]>(
  strings: TemplateStringsArray,
  ...parts: [...I, (...values: [...Values<I>]) => void]
): Cell<number> {
  const act = parts.at(-1) as (...values: unknown[]) => void;
  checkArguments("make the button", { "its last value": act }, {
    "its last value": callable,
  });
  const template = readTemplate("button", strings, parts, { shown: 0 });
  let served = 0;
  return defineInput<number>({
    tag: "button",
    strings,
    inputs: template.cells,
    initial: () => 0,
    check: (clicks, values) => {
      if (typeof clicks !== "number") {
        throw new TypeError(`${String(clicks)}, expected a number of clicks`);
      }
      if (clicks > served) {
        served = clicks;
        act(...template.fill(values).slice(0, -1));
      }
      return clicks;
    },
    settings: () => ({ control: "button" }),
    toText: String,
    // a control says that it was pressed; how often, only the cell knows
    fromText: (text) => text === "press" ? served + 1 : Number(text),
    keep: false,
  });
}
