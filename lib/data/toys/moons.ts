import { cos, sin } from "../../special/mod.ts";
import type { ToyDefinition } from "./definition.ts";

/** Two half circles that hold each other, with noise 0.05. */
export const moons: ToyDefinition = {
  name: "moons",
  extent: 2.5,
  draw(random) {
    const angle = Math.PI * random.uniform();
    const upper = random.uniform() < 0.5;
    const x = upper ? cos(angle) : 1 - cos(angle);
    const y = upper ? sin(angle) : 0.5 - sin(angle);
    return [x + 0.05 * random.normal(), y + 0.05 * random.normal()];
  },
};
