import type { ToyDefinition } from "./definition.ts";

/** Every second square of a 4 × 4 board of side 8. */
export const checkerboard: ToyDefinition = {
  name: "checkerboard",
  extent: 4,
  draw(random) {
    const x = 4 * random.uniform() - 2;
    const column = Math.floor(x) & 1;
    const y = random.uniform() - 2 * random.integer(2) + column;
    return [2 * x, 2 * y];
  },
};
