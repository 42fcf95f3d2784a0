import type { Objective } from "../objective/objective.ts";
import {
  anyOf,
  checkOptions,
  checkPoint,
  defined,
  list,
  nested,
  number,
  numberFrom,
  type OptionTable,
} from "../options/mod.ts";
import type { Status } from "../status.ts";
import { flowProblem } from "./flow_problem.ts";
import { integrateSteps, stepOptions } from "./integrate.ts";
import { defaultSolver, type Solver } from "./solvers.ts";
import type { Tolerances } from "./tolerances.ts";
import { toEnd } from "../steps.ts";

/** How to follow the gradient flow. */
export interface GradientFlowOptions extends Partial<Tolerances> {
  /**
   * The method; by default "rodas5p" up to 100 parameters that are not frozen,
   * "kencarp58" up to 1000, "bdfKrylov" beyond.
   */
  readonly solver?: Solver;
  /** Initial time, 0 by default. */
  readonly start?: number;
  /** End time, Infinity by default. */
  readonly until?: number;
  /** First step size; found from the problem by default. */
  readonly initialStep?: number;
  /** One size for all steps, without error control; Euler's method needs it. */
  readonly stepSize?: number;
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

/** What {@linkcode gradientFlow} takes. */
export const gradientFlowOptions: OptionTable<GradientFlowOptions> = {
  ...stepOptions,
  timeScale: anyOf(number, list),
  stop: nested({ gradientNorm: numberFrom(0), loss: number }),
};

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
  /** A sentence, where the first step failed and a smaller one was taken. */
  readonly recovery?: string;
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
  /** How often the Hessian was computed. */
  readonly hessians: number;
  /** How often the Hessian was applied to a vector. */
  readonly hessianVectorProducts: number;
  /** Wall-clock time. */
  readonly seconds: number;
  /** The size that the next step would have; NaN where none was tried. */
  readonly stepSize: number;
  /** A sentence, where the first step failed and a smaller one was taken. */
  readonly recovery?: string;
}

/**
 * Follows the flow to its end; see {@linkcode gradientFlowSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   gradientFlow,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { parameters, time } = gradientFlow(objective, θ, { until: 10 });
 * assertEquals(time, 10);
 * assert(objective.loss(parameters) < objective.loss(θ));
 * ```
 */
export function gradientFlow(
  objective: Objective,
  θ: ArrayLike<number>,
  options: GradientFlowOptions = {},
): GradientFlowResult {
  return toEnd(gradientFlowSteps(objective, θ, options));
}

/**
 * Follows θ̇ = −τ ⊙ ∇L(θ) from θ, yielding each accepted step.
 *
 * The Jacobian of the flow is exact: the objective's Hessian, or its products
 * with vectors. Bounds are events: the last step is cut where one is met.
 *
 * @throws {RangeError} If θ or τ does not fit the objective, or an option has
 * no meaning.
 * @throws {TypeError} If an option is unknown or of another type.
 */
export function* gradientFlowSteps(
  objective: Objective,
  θ: ArrayLike<number>,
  options: GradientFlowOptions = {},
): Generator<GradientFlowStep, GradientFlowResult> {
  checkOptions("follow the flow", options, gradientFlowOptions);
  const {
    timeScale = 1,
    stop = {},
    absoluteTolerance = 1e-6,
    ...rest
  } = options;
  const start = checkPoint("follow the flow", objective, θ);
  const flow = flowProblem(objective, start, timeScale);
  const { gradientNorm = 0, loss: lossBound = -Infinity } = stop;
  const steps = integrateSteps(flow.problem, flow.initial, {
    until: Infinity,
    maxSteps: 1e4,
    solver: defaultSolver(flow.problem.dimension),
    ...defined(rest),
    absoluteTolerance: flow.scaledTolerance(absoluteTolerance),
    events: [
      {
        status: "converged",
        value: (_, y) => flow.at(y).gradientNorm - gradientNorm,
      },
      { status: "converged", value: (_, y) => flow.at(y).loss - lossBound },
    ],
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      const { y, jacobians, jacobianProducts, evaluations: _, ...report } =
        value;
      const { loss, gradientNorm } = flow.at(y);
      return {
        ...report,
        parameters: flow.parameters(y, new Float64Array(θ.length)),
        loss,
        gradientNorm,
        evaluations: flow.gradients(),
        hessians: jacobians,
        hessianVectorProducts: jacobianProducts,
      };
    }
    const { loss, gradient, parameters } = flow.at(value.y);
    yield {
      step: value.step,
      previousTime: value.previousTime,
      time: value.time,
      parameters,
      loss,
      gradient,
      ...(value.recovery === undefined ? {} : { recovery: value.recovery }),
      interpolate(time, out) {
        const y = new Float64Array(value.y.length);
        return flow.parameters(value.interpolate(time, y), out);
      },
    };
  }
}
