import { cos, sin } from "../../special/mod.ts";
import type { ToyDefinition } from "./definition.ts";

/** Two eyes and a nose. */
const face = [[-2, 2], [2, 2], [0, 0]] as const;

/** Centers along the mouth, on a circle of radius 4. */
const mouth = Array.from({ length: 7 }, (_, k) => {
  const angle = Math.PI * (1.15 + 0.7 * k / 6);
  return [4 * cos(angle), 4 * sin(angle)] as const;
});

/**
 * A face of 10 normal densities with standard deviation 0.5: half of the points
 * in eyes and nose, half in the mouth. Where the centers stand is ours.
 */
export const smile: ToyDefinition = {
  name: "smile",
  extent: 6,
  draw(random) {
    const centers = random.uniform() < 0.5 ? face : mouth;
    const [x, y] = centers[random.integer(centers.length)];
    return [x + 0.5 * random.normal(), y + 0.5 * random.normal()];
  },
};
