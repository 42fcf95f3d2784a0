/**
 * Initial-value problems, and the gradient flow as one of them: methods, step
 * control, dense output, events.
 *
 * @module
 */
export type {
  OdeCounts,
  OdeEvent,
  OdeMethod,
  OdeProblem,
  OdeResult,
  OdeStep,
  OdeStepper,
} from "./problem.ts";
export { type ButcherTableau, checkedTableau } from "./tableau.ts";
export { explicitRungeKutta } from "./runge_kutta.ts";
export { esdirk } from "./esdirk.ts";
export { rosenbrock, type RosenbrockTableau } from "./rosenbrock.ts";
export { bdfMethod, type BdfOptions } from "./bdf.ts";
export type { LinearSolver } from "./shifted_system.ts";
export { defaultSolver, type Solver, solverNamed, solvers } from "./solvers.ts";
export type { StepTolerances, Tolerances } from "./tolerances.ts";
export {
  integrate,
  type IntegrateOptions,
  integrateSteps,
} from "./integrate.ts";
export {
  gradientFlow,
  type GradientFlowOptions,
  gradientFlowOptions,
  type GradientFlowResult,
  type GradientFlowStep,
  gradientFlowSteps,
} from "./gradient_flow.ts";
