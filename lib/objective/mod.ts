/**
 * Losses with their derivatives as functions of a flat θ, `Objective`: all that
 * solvers, spectra, landscapes and verdicts know.
 *
 * @module
 */
export type {
  Differences,
  Objective,
  ObjectiveSpecification,
} from "./objective.ts";
export type { ObjectiveKind } from "./objective_kind.ts";
export type { Enclosure } from "./enclosure.ts";
export { KinkError } from "./kink_error.ts";
export type { Penalty } from "./penalty.ts";
export {
  type EmpiricalLoss,
  empiricalLoss,
  type EmpiricalLossOptions,
  empiricalLossOptions,
  type EmpiricalSpecification,
} from "./empirical_loss.ts";
export { empirical } from "./empirical_kind.ts";
export {
  type Integration,
  type IntegrationReport,
  type PopulationLoss,
  populationLoss,
  type PopulationLossOptions,
  type PopulationSpecification,
  type Teacher,
} from "./population/population_loss.ts";
export type { GaussianInputs } from "./population/gaussian_inputs.ts";
export { type Overlaps, overlaps } from "./population/overlaps.ts";
export type {
  OverlapFlow,
  OverlapStart,
} from "./population/order_parameters.ts";
export {
  overlapFlow,
  type OverlapFlowOptions,
} from "./population/overlap_flow.ts";
export { onlineSgd, type OnlineSgdOptions } from "./population/online_sgd.ts";
export { population } from "./population/population_kind.ts";
export {
  customObjective,
  type CustomObjectiveOptions,
} from "./custom_objective.ts";
export {
  leastSquaresObjective,
  type LeastSquaresOptions,
} from "./least_squares_objective.ts";
export { gradientNorms } from "./gradient_norms.ts";
export { restrictedObjective } from "./restricted_objective.ts";
export { backends, type KernelsFactory } from "./backends.ts";
