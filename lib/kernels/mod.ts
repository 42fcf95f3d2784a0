/**
 * The computation of networks, losses and their derivatives: the reference in
 * plain TypeScript, and generated WebAssembly that agrees with it.
 *
 * @module
 */
export {
  type CustomLoss,
  type Kernels,
  type LossChoice,
  lossChoice,
  type Samples,
} from "./kernels.ts";
export { hasVectors } from "../emit/mod.ts";
export { isKnownLoss, lossNames, needsSoftmax } from "./losses/list.ts";
export { forward, strictForward } from "./forward.ts";
export { outputsOf } from "./outputs_of.ts";
export { referenceKernels } from "./reference.ts";
export { type Residuals, residualsOf } from "./residuals.ts";
export {
  canCompile,
  singlePrecisionKernels,
  wasmKernels,
  type WasmOptions,
} from "./wasm.ts";
export { enclosureOf, type KernelEnclosure } from "./enclosure/enclosure.ts";
