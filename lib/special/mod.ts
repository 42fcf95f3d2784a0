/**
 * Special functions: erf, Φ, and elementary functions that have the same bits on
 * every machine.
 *
 * @module
 */
export { cos, exp, expm1, hypot, log, log1p, power } from "./elementary.ts";
export { erf, erfc, normalCdf, normalDensity } from "./normal.ts";
