/**
 * Minimizers of an objective, to the last digit, and the discrete optimizers of
 * machine learning, a step of a given size at a time.
 *
 * @module
 */
export type {
  IterationOutcome,
  Minimizer,
  MinimizerChoices,
  MinimizerRun,
  Point,
} from "./minimizer.ts";
export { lineSearches, type LineSearchName } from "./line_search.ts";
export { methodAdvice } from "./sentence.ts";
export { countEvaluations, type Evaluations } from "./evaluations.ts";
export {
  defaultMethod,
  type MinimizeMethod,
  minimizerNamed,
  minimizers,
} from "./minimizers.ts";
export {
  minimize,
  type MinimizeOptions,
  minimizeOptions,
  type MinimizeResult,
  type MinimizeStep,
  minimizeSteps,
} from "./minimize.ts";
export {
  optimize,
  type OptimizeOptions,
  optimizeOptions,
  type OptimizeResult,
  type OptimizeStep,
  optimizeSteps,
} from "./discrete/optimize.ts";
export { copySlots, type OptimizerState } from "./discrete/optimizer_state.ts";
export {
  chooseOptimizer,
  type ChosenOptimizer,
  type OptimizerChoice,
  optimizerChoice,
  type OptimizerName,
  optimizers,
} from "./discrete/optimizers.ts";
export type { MinibatchState } from "./discrete/minibatches.ts";
export type { Optimizer, Slots, Update } from "./discrete/optimizer.ts";
export type { MomentumHyperparameters } from "./discrete/momentum.ts";
export type { RmsPropHyperparameters } from "./discrete/rms_prop.ts";
export type { AdamHyperparameters } from "./discrete/adam.ts";
export type { AdamWHyperparameters } from "./discrete/adam_w.ts";
export {
  type Schedule,
  scheduleChoice,
  scheduleFactor,
} from "./discrete/schedule.ts";
export {
  type DescentResult,
  type DescentStep,
  gradientDescent,
  type GradientDescentOptions,
  gradientDescentOptions,
  gradientDescentSteps,
} from "./discrete/plain_descent.ts";
export {
  type DescentState,
  type HistoryOptions,
  historyOptions,
  type HistoryRecorder,
  historyRecorder,
  type HistorySpacing,
  type Logged,
  nearestEntry,
  type TrainingHistory,
} from "./history.ts";
export { makeRecorder, type Recorder, type RecorderState } from "./recorder.ts";
