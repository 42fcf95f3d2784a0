/**
 * Products of dense matrices at the speed of generated code, and the LU
 * factorization and inverse that are made of them.
 *
 * @module
 */
export {
  type Block,
  block,
  type Onto,
  partOf,
  transposedBlock,
} from "./block.ts";
export { product } from "./product.ts";
export type { Precision } from "./machine.ts";
export { blockedLu, divideByLu, inverseFromLu } from "./blocked_lu.ts";
