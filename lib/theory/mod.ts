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
  type ModesAt,
  type TwoLayerModes,
  twoLayerModes,
  type TwoLayerModesOptions,
} from "./modes/two_layer_modes.ts";
export {
  earlyStoppingRisk,
  type EarlyStoppingRiskOptions,
} from "./early_stopping_risk.ts";
export { type LinearModel, linearModel } from "./linear_model/linear_model.ts";
export type { LinearModelOptions } from "./linear_model/options.ts";
export {
  layeredStart,
  type LayeredStartOptions,
} from "./double_descent/layered_start.ts";
export {
  endToEnd,
  type LayerMeasure,
  layerMeasures,
} from "./double_descent/layers.ts";
export {
  type GroupErrors,
  type LeastSquares,
  leastSquares,
  weightErrors,
} from "./double_descent/weight_errors.ts";
export {
  trainTwoLayer,
  trainTwoLayerSteps,
  type TwoLayerStep,
} from "./two_layer/train_two_layer.ts";
export type { TwoLayerTraining } from "./two_layer/training.ts";
export {
  geometricTimes,
  type TwoLayerTrainingOptions,
  twoLayerTrainingOptions,
  type TwoLayerWeights,
} from "./two_layer/options.ts";
export {
  type CoupledDynamics,
  coupledDynamics,
  type CoupledDynamicsOptions,
} from "./coupled/coupled_dynamics.ts";
export {
  type CoupledJacobian,
  coupledJacobian,
  type CoupledJacobianOptions,
} from "./coupled/coupled_jacobian.ts";
export {
  lambdaBalancedStart,
  type LambdaBalancedStartOptions,
  type LinearWeights,
} from "./riccati/lambda_balanced_start.ts";
export {
  type RiccatiSolution,
  riccatiSolution,
  type RiccatiSolutionOptions,
  type RiccatiState,
} from "./riccati/riccati_solution.ts";
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
export type { KnownCriticalPoint } from "./autoencoder/critical_points.ts";
export {
  type LinearAutoencoder,
  linearAutoencoder,
  type LinearAutoencoderOptions,
  linearAutoencoderOptions,
} from "./autoencoder/linear_autoencoder.ts";
export {
  readCommandLine,
  type TwoLayerRun,
  writeCommandLine,
} from "./two_layer/command_line.ts";
