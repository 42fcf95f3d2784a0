import { expm1, log, log1p, logGamma } from "../../special/mod.ts";
import type { BaseDefinition } from "./definition.ts";

/**
 * Student's t with ν degrees of freedom, p(z) ∝ (1 + z²/ν)^−(ν + 1)/2, of variance
 * ν/(ν − 2) where ν > 2.
 */
export const studentT: BaseDefinition = {
  name: "studentT",
  degrees: 5,
  build(ν) {
    const constant = logGamma((ν + 1) / 2) - logGamma(ν / 2) -
      log(ν * Math.PI) / 2;
    return {
      logDensity: (z) => constant - (ν + 1) / 2 * log1p(z * z / ν),
      score: (z) => -(ν + 1) * z / (ν + z * z),
      scoreDerivatives: {
        first: (z) => (ν + 1) * (z * z - ν) / (ν + z * z) ** 2,
        second: (z) => {
          const s = ν + z * z;
          return 2 * (ν + 1) * z * (3 * ν - z * z) / (s * s * s);
        },
      },
      /** Bailey, Polar generation of random variates with the t-distribution, 1994. */
      draw(random) {
        for (;;) {
          const u = 2 * random.uniform() - 1;
          const v = 2 * random.uniform() - 1;
          const w = u * u + v * v;
          if (w > 1 || w === 0) continue;
          return u * Math.sqrt(ν * expm1(-2 / ν * log(w)) / w);
        }
      },
    };
  },
};
