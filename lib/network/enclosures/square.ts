import { exactly, scale, square as squareOf } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";

/** x²/2. */
export const square: EnclosureDefinition = {
  name: "square",
  degree: () => 2,
  build: () => (x) => ({
    f: scale(squareOf(x), 0.5),
    first: x,
    second: exactly(1),
  }),
};
