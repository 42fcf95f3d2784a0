import type { ToyDefinition } from "./definition.ts";

const centers = [[0, 0], [5, 5], [5, -5]] as const;

function threeModes(
  name: string,
  deviations: readonly [number, number, number],
): ToyDefinition {
  return {
    name,
    extent: 8,
    draw(random) {
      const mode = random.integer(3);
      const [x, y] = centers[mode];
      const s = deviations[mode];
      return [x + s * random.normal(), y + s * random.normal()];
    },
  };
}

/** Normal densities at (0, 0), (5, 5), (5, −5), of deviation 1, 0.5 and 0.5. */
export const trimodal: ToyDefinition = threeModes("trimodal", [1, 0.5, 0.5]);

/** The same, all of deviation 0.5. */
export const trimodal2: ToyDefinition = threeModes(
  "trimodal2",
  [0.5, 0.5, 0.5],
);
