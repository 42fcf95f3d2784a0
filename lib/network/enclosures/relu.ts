import type { EnclosureDefinition } from "./enclosure.ts";
import { line, piecewise } from "./piecewise.ts";

/** max(x, 0), with a kink at 0. */
export const relu: EnclosureDefinition = {
  name: "relu",
  degree: () => 1,
  build: () => piecewise(line(0), line(1)),
};
