/**
 * Special functions.
 *
 * @module
 */
export { cos, exp, expm1, hypot, log, log1p, power } from "./elementary.ts";
export { erf, erfc, normalCdf, normalDensity } from "./normal.ts";
