/**
 * Curvature of the loss.
 *
 * @module
 */
export type { HessianSpectrum } from "./spectrum.ts";
export { hessianSpectrum } from "./hessian_spectrum.ts";
