import { esdirk } from "./esdirk.ts";
import type { OdeMethod } from "./problem.ts";
import { type ButcherTableau, checkedTableau } from "./tableau.ts";

const γ = 1 / 4;
const b = [82889 / 524892, 0, 15625 / 83664, 69875 / 102672, -2260 / 8211, γ];
const embedded = [
  4586570599 / 29645900160,
  0,
  178811875 / 945068544,
  814220225 / 1159782912,
  -3700637 / 11593932,
  61727 / 225920,
];

/**
 * Kennedy and Carpenter's ESDIRK method of order 4: six stages of which the
 * first is the last of the step before, L-stable, embedded order 3, dense
 * output of order 3.
 *
 * The implicit part of ARK4(3)6L[2]SA in C. A. Kennedy and M. H. Carpenter,
 * Additive Runge–Kutta schemes for convection–diffusion–reaction equations,
 * Applied Numerical Mathematics 44 (2003). The weights of the dense output are
 * the smallest polynomials of degree 4 that satisfy the order conditions, end
 * with the slope at the end of the step, and stay bounded as stiffness grows.
 */
export const kencarp4Tableau: ButcherTableau = checkedTableau({
  name: "kencarp4",
  order: 4,
  embeddedOrder: 3,
  c: [0, 1 / 2, 83 / 250, 31 / 50, 17 / 20, 1],
  a: [
    [],
    [γ, γ],
    [8611 / 62500, -1743 / 31250, γ],
    [5012029 / 34652500, -654441 / 2922500, 174375 / 388108, γ],
    [
      15267082809 / 155376265600,
      -71443401 / 120774400,
      730878875 / 902184768,
      2285395 / 8070912,
      γ,
    ],
    b,
  ],
  b,
  bError: b.map((weight, i) => weight - embedded[i]),
  dense: [
    [
      0.71263833484713079,
      -0.93388674199377915,
      0.36152366009285133,
      0.017641042215468377,
    ],
    [
      0.31086534434496009,
      -0.58494226548792281,
      0.23728849794096536,
      0.036788423201997361,
    ],
    [
      0.71682922440912193,
      -0.91770568796412723,
      0.43195946479689172,
      -0.044324060717885659,
    ],
    [
      -0.66572237331088325,
      3.3033961112951708,
      -1.8873639214203535,
      -0.069744521254599446,
    ],
    [
      -0.62625618044512433,
      0.56063168003741759,
      -0.34345694271948896,
      0.13384091213218901,
    ],
    [
      0.55164565015479478,
      -1.4274930958867592,
      1.2000492413091341,
      -0.074201795577169647,
    ],
  ],
});

/** The method of {@linkcode kencarp4Tableau}. */
export const kencarp4: OdeMethod = esdirk(kencarp4Tableau);
