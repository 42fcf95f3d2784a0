import { cos, sin } from "../../special/mod.ts";
import type { ToyDefinition } from "./definition.ts";

/** Four circles of radius 3, 2.25, 1.5 and 0.75, with noise 0.08. */
export const rings: ToyDefinition = {
  name: "rings",
  extent: 4,
  draw(random) {
    const radius = 0.75 * (1 + random.integer(4));
    const angle = 2 * Math.PI * random.uniform();
    return [
      radius * cos(angle) + 0.08 * random.normal(),
      radius * sin(angle) + 0.08 * random.normal(),
    ];
  },
};
