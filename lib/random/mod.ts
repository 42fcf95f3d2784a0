/**
 * Random numbers that a seed determines.
 *
 * @module
 */
export { binomialInterval } from "./binomial_interval.ts";
export {
  type Generator,
  type GeneratorState,
  randomGenerator,
} from "./generator.ts";
export { type NumpyRandomState, numpyRandomState } from "./numpy.ts";
