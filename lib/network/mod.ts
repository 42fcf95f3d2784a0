/**
 * Architectures and their text, activations, and the layout, names and initial
 * values of parameters.
 *
 * @module
 */
export type { Activation } from "./activations/definition.ts";
export {
  type ActivationChoice,
  activationChoice,
  type ActivationData,
  activationNames,
  activationText,
  isCustomActivation,
  normalizeActivation,
  resolveActivation,
} from "./activation.ts";
export { activationEnclosure, exactDegree } from "./activation_enclosure.ts";
export type {
  ActivationEnclosure,
  ActivationRanges,
} from "./enclosures/enclosure.ts";
export { logistic as logisticRanges } from "./enclosures/logistic.ts";
export {
  type ActivationSymmetry,
  activationSymmetry,
} from "./activation_symmetry.ts";
export {
  hasCustomActivation,
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
