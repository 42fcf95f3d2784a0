/**
 * Curvature of the loss.
 *
 * @module
 */
export { type HessianSpectrum, hessianSpectrum } from "./spectrum.ts";
