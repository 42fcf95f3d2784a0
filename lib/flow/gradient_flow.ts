import type { Objective } from "../objective/objective.ts";
import type { Status } from "../train/result.ts";
import { integrateSteps } from "./integrate.ts";
import type { OdeProblem, OdeStep } from "./problem.ts";
import { type Solver, solverNamed } from "./solvers.ts";
import type { Tolerances } from "./step_control.ts";

/** How to follow the gradient flow. */
export interface GradientFlowOptions extends Partial<Tolerances> {
  /** The method, "tsit5" by default. */
  readonly solver?: Solver;
  /** End time, Infinity by default. */
  readonly until?: number;
  /** First step size; found from the problem by default. */
  readonly initialStep?: number;
  /** Wall-clock limit, 60 by default. */
  readonly maxSeconds?: number;
  /** Accepted steps at most, 10⁴ by default. */
  readonly maxSteps?: number;
  /** τ in θ̇ = −τ ⊙ ∇L, one or one per parameter; 0 freezes a parameter. */
  readonly timeScale?: number | ArrayLike<number>;
  /** Ends as "converged" once either bound is met. */
  readonly stop?: {
    /** Bound on ‖∇L‖∞ over the parameters that are not frozen; 0 by default. */
    readonly gradientNorm?: number;
    /** Bound on the loss; none by default. */
    readonly loss?: number;
  };
  /** Ends with "aborted" after the step under way. */
  readonly signal?: AbortSignal;
}

/** An accepted step of the flow. Its arrays are reused: copy what is kept. */
export interface GradientFlowStep {
  /** Counts accepted steps from 1. */
  readonly step: number;
  /** Where the step began. */
  readonly previousTime: number;
  /** Where it ended. */
  readonly time: number;
  /** θ at `time`. */
  readonly parameters: Float64Array;
  /** L at `time`. */
  readonly loss: number;
  /** ∇L at `time`. */
  readonly gradient: Float64Array;
  /** θ at a time within the step, from the solver's dense output. */
  interpolate(time: number, out: Float64Array): Float64Array;
}

/** Where the flow led. */
export interface GradientFlowResult {
  /** "completed": `until` was reached. */
  readonly status: Status;
  /** The time reached. */
  readonly time: number;
  /** θ at `time`. */
  readonly parameters: Float64Array;
  /** L at `time`. */
  readonly loss: number;
  /** ‖∇L‖∞ at `time`, over the parameters that are not frozen. */
  readonly gradientNorm: number;
  /** Steps accepted. */
  readonly steps: number;
  /** Steps tried and refused. */
  readonly rejected: number;
  /** How often the gradient was computed. */
  readonly evaluations: number;
  /** Wall-clock time. */
  readonly seconds: number;
}

/** Follows the flow to its end; see {@linkcode gradientFlowSteps}. */
export function gradientFlow(
  objective: Objective,
  θ: Float64Array,
  options: GradientFlowOptions = {},
): GradientFlowResult {
  const steps = gradientFlowSteps(objective, θ, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Follows θ̇ = −τ ⊙ ∇L(θ) from θ, yielding each accepted step.
 *
 * @throws {RangeError} If θ or τ does not fit the objective, or an option has
 * no meaning.
 */
export function* gradientFlowSteps(
  objective: Objective,
  θ: Float64Array,
  options: GradientFlowOptions = {},
): Generator<GradientFlowStep, GradientFlowResult> {
  const p = objective.parameterCount;
  if (θ.length !== p) {
    throw new RangeError(
      `Cannot follow the flow from ${θ.length} parameters, expected ${p}`,
    );
  }
  const { timeScale = 1, stop = {}, ...rest } = options;
  const τ = timeScales(timeScale, p);
  const gradient = new Float64Array(p);
  let loss = NaN;
  const problem: OdeProblem = {
    dimension: p,
    derivative(_, y, out) {
      loss = objective.lossAndGradient(y, gradient);
      for (let i = 0; i < p; i++) {
        // an infinite loss with a finite gradient must refuse the step too
        out[i] = loss - loss === 0
          ? (τ[i] === 0 ? 0 : -τ[i] * gradient[i])
          : NaN;
      }
    },
  };
  const { endsAtNewPoint } = solverNamed(options.solver ?? "tsit5");
  const { gradientNorm = 0, loss: lossBound = -Infinity } = stop;
  let lossNow = objective.lossAndGradient(θ, gradient);
  let gradientNow = freeGradientNorm(gradient, τ);

  function hasConverged(): Status | undefined {
    return gradientNow <= gradientNorm || lossNow <= lossBound
      ? "converged"
      : undefined;
  }

  const steps = integrateSteps(problem, θ, {
    until: Infinity,
    maxSteps: 1e4,
    ...rest,
    event: hasConverged,
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      const { y, ...report } = value;
      const evaluations = report.evaluations + 1;
      return {
        ...report,
        evaluations,
        parameters: y,
        loss: lossNow,
        gradientNorm: gradientNow,
      };
    }
    lossNow = endsAtNewPoint
      ? loss
      : objective.lossAndGradient(value.y, gradient);
    gradientNow = freeGradientNorm(gradient, τ);
    yield flowStep(value, lossNow, gradient);
  }
}

function freeGradientNorm(gradient: Float64Array, τ: Float64Array): number {
  let max = 0;
  for (let i = 0; i < τ.length; i++) {
    if (τ[i] !== 0) max = Math.max(max, Math.abs(gradient[i]));
  }
  return max;
}

function flowStep(
  step: OdeStep,
  loss: number,
  gradient: Float64Array,
): GradientFlowStep {
  return {
    step: step.step,
    previousTime: step.previousTime,
    time: step.time,
    parameters: step.y,
    loss,
    gradient,
    interpolate: step.interpolate,
  };
}

/** One time scale per parameter, checked. */
function timeScales(
  timeScale: number | ArrayLike<number>,
  p: number,
): Float64Array {
  const τ = typeof timeScale === "number"
    ? new Float64Array(p).fill(timeScale)
    : Float64Array.from(timeScale);
  if (τ.length !== p) {
    throw new RangeError(
      `Cannot follow the flow with ${τ.length} time scales, expected ${p}`,
    );
  }
  const bad = τ.find((scale) => !(scale >= 0 && scale < Infinity));
  if (bad !== undefined) {
    throw new RangeError(
      `Cannot follow the flow with time scale ${bad}, expected numbers from 0 on`,
    );
  }
  return τ;
}
