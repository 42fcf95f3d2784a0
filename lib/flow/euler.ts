import type { OdeMethod } from "./problem.ts";
import { explicitRungeKutta } from "./runge_kutta.ts";
import { checkedTableau } from "./tableau.ts";

/** Euler's method: order 1, one stage, fixed step size, linear dense output. */
export const euler: OdeMethod = explicitRungeKutta(checkedTableau({
  name: "euler",
  order: 1,
  c: [0],
  a: [[]],
  b: [1],
  dense: [[1]],
}));
