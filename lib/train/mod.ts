/**
 * Training: the gradient flow or a discrete optimizer, then a refinement, with
 * the way there.
 *
 * @module
 */
export type { PhaseReport, TrainingResult, WarmStart } from "./result.ts";
export type { PhaseState, ResumeState } from "./resume_state.ts";
export {
  type DiscretePhaseOptions,
  type FlowPhaseOptions,
  type RefinePhaseOptions,
  type TrainOptions,
  trainOptions,
} from "./options.ts";
export type { PhaseName } from "./run.ts";
export type { TrainStep } from "./phase.ts";
export { train, trainSteps } from "./train.ts";
export { trainingAt, type TrainingState } from "./training_at.ts";
