/**
 * Special functions: erf, Φ, Φ₂, Owen's T, quadrature rules, and elementary
 * functions that have the same bits on every machine.
 *
 * @module
 */
export {
  acos,
  asin,
  asinh,
  atan,
  cos,
  exp,
  expm1,
  hypot,
  log,
  log1p,
  power,
  sin,
  sinh,
  tanh,
} from "./elementary.ts";
export { roundedLog } from "./rounded/log.ts";
export { roundedCos, roundedSin } from "./rounded/sin_cos.ts";
export { erf, erfc, normalCdf, normalDensity } from "./normal.ts";
export { logGamma } from "./log_gamma.ts";
export { owensT } from "./owens_t.ts";
export {
  bivariateNormalCdf,
  bivariateNormalCdfAt,
  conditionalDistance,
} from "./bivariate_normal.ts";
export type { QuadratureRule } from "./quadrature_rule.ts";
export { gaussHermite } from "./gauss_hermite.ts";
export { gaussLegendre } from "./gauss_legendre.ts";
