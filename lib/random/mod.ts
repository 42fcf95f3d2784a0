/**
 * Random numbers that a seed determines.
 *
 * @module
 */
export { type Generator, randomGenerator } from "./generator.ts";
export { type NumpyRandomState, numpyRandomState } from "./numpy.ts";
