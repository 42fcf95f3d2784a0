import { sin } from "../../special/mod.ts";
import type { ToyDefinition } from "./definition.ts";

/** y = sin 3x + 0.25 noise, with x uniform in ±2. */
export const sine: ToyDefinition = {
  name: "sine",
  extent: 2.5,
  draw(random) {
    const x = 4 * random.uniform() - 2;
    return [x, sin(3 * x) + 0.25 * random.normal()];
  },
};
