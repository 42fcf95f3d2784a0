import { esdirk } from "./esdirk.ts";
import type { OdeMethod } from "./problem.ts";
import { type ButcherTableau, checkedTableau } from "./tableau.ts";

const γ = 1 - Math.SQRT1_2;
const w = Math.SQRT2 / 4;

/**
 * TR-BDF2, a step of the trapezoidal rule and one of BDF2: order 2, three
 * stages of which the first is the last of the step before, L-stable, embedded
 * order 3, dense output of order 2.
 *
 * R. E. Bank et al., Transient simulation of silicon devices and circuits, IEEE
 * Transactions on CAD 4 (1985); M. E. Hosea and L. F. Shampine, Analysis and
 * implementation of TR-BDF2, Applied Numerical Mathematics 20 (1996). The dense
 * output is the quadratic one that stays bounded as stiffness grows.
 */
export const trbdf2Tableau: ButcherTableau = checkedTableau({
  name: "trbdf2",
  order: 2,
  embeddedOrder: 2,
  c: [0, 2 * γ, 1],
  a: [[], [γ, γ], [w, w, γ]],
  b: [w, w, γ],
  bError: [w - (1 - w) / 3, w - (3 * w + 1) / 3, 2 * γ / 3],
  dense: [
    [2 * w, -w],
    [2 * w, -w],
    [1 - Math.SQRT2, Math.SQRT1_2],
  ],
});

/** The method of {@linkcode trbdf2Tableau}. */
export const trbdf2: OdeMethod = esdirk(trbdf2Tableau);
