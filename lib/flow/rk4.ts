import type { OdeMethod } from "./problem.ts";
import { explicitRungeKutta } from "./runge_kutta.ts";
import { type ButcherTableau, checkedTableau } from "./tableau.ts";

/**
 * The Runge–Kutta method: order 4, four stages, fixed step size, dense output
 * of order 3 (Hairer, Nørsett and Wanner, Solving Ordinary Differential
 * Equations I, II.6).
 */
export const rk4Tableau: ButcherTableau = checkedTableau({
  name: "rk4",
  order: 4,
  c: [0, 1 / 2, 1 / 2, 1],
  a: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  b: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
  dense: [
    [1, -3 / 2, 2 / 3],
    [0, 1, -2 / 3],
    [0, 1, -2 / 3],
    [0, -1 / 2, 2 / 3],
  ],
});

/** The method of {@linkcode rk4Tableau}. */
export const rk4: OdeMethod = explicitRungeKutta(rk4Tableau);
