import { cos, sin } from "../../special/mod.ts";
import type { ToyDefinition } from "./definition.ts";

/** Two arms of one and a half turns (540°), a third as large, with noise 0.1. */
export const twoSpirals: ToyDefinition = {
  name: "twoSpirals",
  extent: 4,
  draw(random) {
    const angle = Math.sqrt(random.uniform()) * 3 * Math.PI;
    const noise = () => 0.5 * random.uniform();
    const x = -cos(angle) * angle + noise();
    const y = sin(angle) * angle + noise();
    const side = random.uniform() < 0.5 ? 1 : -1;
    return [
      side * x / 3 + 0.1 * random.normal(),
      side * y / 3 + 0.1 * random.normal(),
    ];
  },
};
