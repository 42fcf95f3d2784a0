import type { EnclosureDefinition } from "./enclosure.ts";
import { line, piecewise } from "./piecewise.ts";

/** x for x > 0, else αx, with a kink at 0. */
export const leakyRelu: EnclosureDefinition = {
  name: "leakyRelu",
  degree: () => 1,
  build: ({ alpha }) => piecewise(line(alpha), line(1)),
};
