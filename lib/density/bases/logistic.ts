import { exp, expm1, log, log1p } from "../../special/mod.ts";
import type { BaseDefinition } from "./definition.ts";

/** p(z) = e⁻ᶻ/(1 + e⁻ᶻ)², of variance π²/3. */
export const logistic: BaseDefinition = {
  name: "logistic",
  build: () => ({
    logDensity: (z) => -Math.abs(z) - 2 * log1p(exp(-Math.abs(z))),
    score: (z) => -tanhOfHalf(z),
    scoreDerivatives: {
      first: (z) => (tanhOfHalf(z) ** 2 - 1) / 2,
      second: (z) => tanhOfHalf(z) * (1 - tanhOfHalf(z) ** 2) / 2,
    },
    draw(random) {
      const u = random.uniform() || 2 ** -54;
      return log(u / (1 - u));
    },
  }),
};

/** tanh(z/2). */
function tanhOfHalf(z: number): number {
  const e = expm1(-Math.abs(z));
  return Math.sign(z) * -e / (e + 2);
}
