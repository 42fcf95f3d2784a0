/**
 * Special functions.
 *
 * @module
 */
export { erf, erfc, normalCdf, normalDensity } from "./normal.ts";
