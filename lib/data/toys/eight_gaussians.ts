import { cos, sin } from "../../special/mod.ts";
import type { ToyDefinition } from "./definition.ts";

/** (0.5 z + c)/√2 with z normal and c one of 8 places on a circle of radius 4. */
export const eightGaussians: ToyDefinition = {
  name: "eightGaussians",
  extent: 4,
  draw(random) {
    const angle = Math.PI / 4 * random.integer(8);
    return [
      (0.5 * random.normal() + 4 * cos(angle)) / Math.SQRT2,
      (0.5 * random.normal() + 4 * sin(angle)) / Math.SQRT2,
    ];
  },
};
