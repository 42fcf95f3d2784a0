/**
 * Architectures and their text, activations, and the layout, names and initial
 * values of parameters.
 *
 * @module
 */
export type { Activation } from "./activations/definition.ts";
export {
  type ActivationChoice,
  type ActivationData,
  activationNames,
  activationText,
  isCustomActivation,
  normalizeActivation,
  resolveActivation,
} from "./activation.ts";
export {
  type ActivationSymmetry,
  activationSymmetry,
} from "./activation_symmetry.ts";
export {
  hasSoftmax,
  type Layer,
  type LayerSpecification,
  type Network,
  network,
  type NetworkSpecification,
} from "./network.ts";
export { parseNetwork } from "./parse.ts";
export {
  type InitializationScheme,
  initialize,
  type InitializeOptions,
  initializeOptions,
} from "./initialize.ts";
export {
  type LayerParameters,
  packParameters,
  parameterName,
  unpackParameters,
} from "./parameters.ts";
export { seededNet, type SeededNetOptions } from "./seeded_net.ts";
