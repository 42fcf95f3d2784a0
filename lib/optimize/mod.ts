/**
 * Minimizers of an objective.
 *
 * @module
 */
export type {
  IterationOutcome,
  Minimizer,
  MinimizerRun,
  Point,
} from "./minimizer.ts";
export {
  type MinimizeMethod,
  minimizerNamed,
  minimizers,
} from "./minimizers.ts";
export {
  minimize,
  type MinimizeOptions,
  type MinimizeResult,
  type MinimizeStep,
  minimizeSteps,
} from "./minimize.ts";
