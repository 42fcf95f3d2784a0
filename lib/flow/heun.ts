import type { OdeMethod } from "./problem.ts";
import { explicitRungeKutta } from "./runge_kutta.ts";
import { type ButcherTableau, checkedTableau } from "./tableau.ts";

/**
 * Heun's method, the explicit trapezoidal rule: order 2, two stages, fixed step
 * size, dense output of order 2.
 */
export const heunTableau: ButcherTableau = checkedTableau({
  name: "heun",
  order: 2,
  c: [0, 1],
  a: [[], [1]],
  b: [1 / 2, 1 / 2],
  dense: [[1, -1 / 2], [0, 1 / 2]],
});

/** The method of {@linkcode heunTableau}. */
export const heun: OdeMethod = explicitRungeKutta(heunTableau);
