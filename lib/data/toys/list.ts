import type { ToyDefinition } from "./definition.ts";
import { checkerboard } from "./checkerboard.ts";
import { eightGaussians } from "./eight_gaussians.ts";
import { moons } from "./moons.ts";
import { rings } from "./rings.ts";
import { sine } from "./sine.ts";
import { smile } from "./smile.ts";
import { trimodal, trimodal2 } from "./trimodal.ts";
import { twoSpirals } from "./two_spirals.ts";

/** All sets of points of the plane, in the order in which menus show them. */
export const toys: readonly ToyDefinition[] = [
  sine,
  moons,
  smile,
  twoSpirals,
  checkerboard,
  rings,
  trimodal,
  trimodal2,
  eightGaussians,
];
