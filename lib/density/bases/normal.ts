import { log } from "../../special/mod.ts";
import type { BaseDefinition } from "./definition.ts";

const halfLogTwoPi = log(2 * Math.PI) / 2;

/** p(z) = exp(−z²/2)/√(2π). */
export const normal: BaseDefinition = {
  name: "normal",
  build: () => ({
    logDensity: (z) => -z * z / 2 - halfLogTwoPi,
    score: (z) => -z,
    scoreDerivatives: { first: () => -1, second: () => 0 },
    draw: (random) => random.normal(),
  }),
};
