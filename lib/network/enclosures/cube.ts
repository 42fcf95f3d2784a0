import { exactly, multiply, scale, square } from "../../interval/mod.ts";
import type { EnclosureDefinition } from "./enclosure.ts";
import { atEnds, increasing } from "./ranges.ts";

/** x³, increasing. */
export const cube: EnclosureDefinition = {
  name: "cube",
  degree: () => 3,
  build: () => (x) => {
    const { left, right } = atEnds(
      x,
      (end) => multiply(exactly(end), square(exactly(end))),
    );
    return {
      f: increasing(left, right),
      first: scale(square(x), 3),
      second: scale(x, 6),
    };
  },
};
