import { exactly } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { piecewise } from "./piecewise.ts";

/** −1 or 1, with a jump at 0. */
export const sign: EnclosureDefinition = {
  name: "sign",
  build: () => piecewise(() => constant(-1), () => constant(1)),
};

function constant(c: number) {
  return { f: exactly(c), first: exactly(0), second: exactly(0) };
}
