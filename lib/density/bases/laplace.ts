import { log } from "../../special/mod.ts";
import type { BaseDefinition } from "./definition.ts";

const logTwo = log(2);

/** p(z) = e^−|z|/2, of variance 2. */
export const laplace: BaseDefinition = {
  name: "laplace",
  build: () => ({
    logDensity: (z) => -Math.abs(z) - logTwo,
    score: (z) => -Math.sign(z),
    draw(random) {
      const u = random.uniform() - 0.5;
      return -Math.sign(u) * log(1 - 2 * Math.abs(u) || 2 ** -53);
    },
  }),
};
