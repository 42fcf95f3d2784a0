/**
 * Random numbers that a seed determines, the same on every machine: xoshiro256++
 * and the generators of NumPy, PyTorch and JAX, their draws and shuffles, binomial
 * intervals.
 *
 * @module
 */
export { binomialInterval } from "./binomial_interval.ts";
export {
  type Generator,
  type GeneratorState,
  randomGenerator,
} from "./generator.ts";
export { type JaxKey, jaxKey } from "./jax.ts";
export { type NumpyRandomState, numpyRandomState } from "./numpy.ts";
export {
  type TorchNormalOptions,
  type TorchRandom,
  torchRandom,
  type TorchType,
  type TorchUniformOptions,
} from "./torch.ts";
