import { esdirk } from "./esdirk.ts";
import type { OdeMethod } from "./problem.ts";
import { type ButcherTableau, checkedTableau } from "./tableau.ts";

const γ = 2 / 9;
const a2 = 2366667076620 / 8822750406821;
const a3 = -257962897183 / 4451812247028;
const a4 = -486229321650 / 11227943450093;
const a5 = 621307788657 / 4714163060173;
const a6 = 2036305566805 / 6583108094622;
const b = [
  0,
  0,
  3517720773327 / 20256071687669,
  4569610470461 / 17934693873752,
  2819471173109 / 11655438449929,
  3296210113763 / 10722700128969,
  -1142099968913 / 5710983926999,
  γ,
];
const embedded = [
  0,
  0,
  520639020421 / 8300446712847,
  4550235134915 / 17827758688493,
  1482366381361 / 6201654941325,
  5551607622171 / 13911031047899,
  -5266607656330 / 36788968843917,
  1074053359553 / 5740751784926,
];

/**
 * Kennedy and Carpenter's ESDIRK method of order 5: eight stages of which the
 * first is the last of the step before, L-stable, embedded order 4, dense
 * output of order 4.
 *
 * The implicit part of ARK5(4)8L[2]SA₂ in C. A. Kennedy and M. H. Carpenter,
 * Higher-order additive Runge–Kutta schemes for ordinary differential
 * equations, Applied Numerical Mathematics 136 (2019). The weights of the dense
 * output are the smallest polynomials of degree 4 that satisfy the order
 * conditions, end with the slope at the end of the step, and stay bounded as
 * stiffness grows.
 */
export const kencarp58Tableau: ButcherTableau = checkedTableau({
  name: "kencarp58",
  order: 5,
  embeddedOrder: 4,
  c: [
    0,
    4 / 9,
    6456083330201 / 8509243623797,
    1632083962415 / 14158861528103,
    6365430648612 / 17842476412687,
    18 / 25,
    191 / 200,
    1,
  ],
  a: [
    [],
    [γ, γ],
    [a2, a2, γ],
    [a3, a3, 128530224461 / 14379561246022, γ],
    [
      a4,
      a4,
      -225633144460 / 6633558740617,
      1741320951451 / 6824444397158,
      γ,
    ],
    [
      a5,
      a5,
      -125196015625 / 3866852212004,
      940440206406 / 7593089888465,
      961109811699 / 6734810228204,
      γ,
    ],
    [
      a6,
      a6,
      -3039402635899 / 4450598839912,
      -1829510709469 / 31102090912115,
      -286320471013 / 6931253422520,
      8651533662697 / 9642993110008,
      γ,
    ],
    b,
  ],
  b,
  bError: b.map((weight, i) => weight - embedded[i]),
  dense: [
    [
      0.73566861392770725,
      -3.1249747362925452,
      4.0429436308019686,
      -1.6536375084371307,
    ],
    [
      0.73566861392770725,
      -3.1249747362925452,
      4.0429436308019686,
      -1.6536375084371307,
    ],
    [
      -0.12824075083192216,
      0.34377576367488681,
      0.39182086808924334,
      -0.43369334519639537,
    ],
    [
      0.63438026112476409,
      0.49806083252153055,
      -1.8800957979848592,
      1.0024463669466881,
    ],
    [
      -1.1517385476231575,
      7.0720503265605969,
      -9.7212779364479295,
      4.0428679259614381,
    ],
    [
      0.330499999311379,
      -3.2601516436008203,
      6.7584227224764166,
      -3.521366219884747,
    ],
    [
      -0.5861936421621386,
      4.4726763147284251,
      -7.9867038922477725,
      3.9002381723621515,
    ],
    [
      0.42995545232566071,
      -2.8764621212995287,
      4.3519467745109642,
      -1.6832178833148739,
    ],
  ],
});

/** The method of {@linkcode kencarp58Tableau}. */
export const kencarp58: OdeMethod = esdirk(kencarp58Tableau);
