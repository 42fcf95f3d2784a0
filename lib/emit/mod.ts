/**
 * A small WebAssembly emitter: modules, functions, loops, and expressions on
 * vectors that read like the mathematics. Knows nothing of networks.
 *
 * @module
 */
export { Address } from "./address.ts";
export { type Callable, Code } from "./code.ts";
export { hasRelaxedMultiplyAdd, hasVectors } from "./features.ts";
export { Module, type Signature } from "./module.ts";
export { type Codes, float32x4, float64x2, type Shape } from "./shape.ts";
export {
  Int,
  Lanes,
  Real,
  Value,
  type ValueType,
  type Write,
} from "./value.ts";
