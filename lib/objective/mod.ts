/**
 * Losses with their derivatives as functions of a flat θ.
 *
 * @module
 */
export type { Objective, ObjectiveSpecification } from "./objective.ts";
export type { Penalty } from "./penalty.ts";
export {
  type EmpiricalLoss,
  empiricalLoss,
  type EmpiricalLossOptions,
  objectiveFromSpecification,
} from "./empirical_loss.ts";
export {
  customObjective,
  type CustomObjectiveOptions,
} from "./custom_objective.ts";
export { restrictedObjective } from "./restricted_objective.ts";
export { backends, type KernelsFactory } from "./backends.ts";
