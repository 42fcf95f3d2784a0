/**
 * Systems whose training is known in closed form, or small enough that all of it
 * can be seen: chains of scalars, linear networks, early stopping.
 *
 * @module
 */
export {
  type Hyperbola,
  solutionHyperbola,
} from "./scalar_chain/solution_hyperbola.ts";
export {
  type ScalarChain,
  scalarChain,
  type ScalarChainOptions,
  scalarChainOptions,
  type ScalarChainSpecification,
} from "./scalar_chain/scalar_chain.ts";
export type { ChainKernel } from "./scalar_chain/chain_kernel.ts";
export { scalarChain as scalarChainKind } from "./scalar_chain/scalar_chain_kind.ts";
export {
  conservedQuantities,
  edgeOfStability,
} from "./scalar_chain/stability.ts";
export {
  type ChainDescent,
  chainDescent,
  type ChainDescentOptions,
  chainDescentOptions,
} from "./scalar_chain/chain_descent.ts";
export {
  type ConvergenceMap,
  convergenceMap,
  type ConvergenceMapOptions,
  convergenceMapOptions,
  convergenceMapSteps,
} from "./scalar_chain/convergence_map.ts";
export {
  type OrbitDiagram,
  orbitDiagram,
  type OrbitDiagramOptions,
  orbitDiagramOptions,
} from "./scalar_chain/orbit_diagram.ts";
