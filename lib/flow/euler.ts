import type { OdeMethod } from "./problem.ts";
import { explicitRungeKutta } from "./runge_kutta.ts";
import { type ButcherTableau, checkedTableau } from "./tableau.ts";

/** Euler's method: order 1, one stage, fixed step size, linear dense output. */
export const eulerTableau: ButcherTableau = checkedTableau({
  name: "euler",
  order: 1,
  c: [0],
  a: [[]],
  b: [1],
  dense: [[1]],
});

/** The method of {@linkcode eulerTableau}. */
export const euler: OdeMethod = explicitRungeKutta(eulerTableau);
