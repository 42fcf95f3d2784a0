import type { GradientFlowOptions, Solver } from "../flow/mod.ts";
import type { MinimizeMethod } from "../optimize/mod.ts";

/** The flow phase. */
export interface FlowPhaseOptions {
  /** The method; by default the flow chooses by the number of parameters. */
  readonly solver?: Solver;
  /** End time, Infinity by default. */
  readonly until?: number;
  /** 1e-6 by default. */
  readonly relativeTolerance?: number;
  /** 1e-6 by default. */
  readonly absoluteTolerance?: number;
  /** Wall-clock limit, 20 by default. */
  readonly maxSeconds?: number;
  /** Accepted steps at most, 60 by default. */
  readonly maxSteps?: number;
  /**
   * τ in θ̇ = −τ ⊙ ∇L, one or one per parameter; 1 by default. Parameters of
   * time scale 0 keep their values in the refinement, too.
   */
  readonly timeScale?: number | ArrayLike<number>;
}

/** The refinement phase. */
export interface RefinePhaseOptions {
  /** "trustRegionNewton" by default. */
  readonly method?: MinimizeMethod;
  /** Wall-clock limit, 20 by default. */
  readonly maxSeconds?: number;
  /** Accepted steps at most, 1000 by default. */
  readonly maxIterations?: number;
}

/** How to train. */
export interface TrainOptions {
  /** The gradient flow from the initial θ; `false` leaves it out. */
  readonly flow?: FlowPhaseOptions | false;
  /** The refinement of the best point of the flow; `false` leaves it out. */
  readonly refine?: RefinePhaseOptions | false;
  /** Either bound ends a phase as "converged". */
  readonly stop?: {
    /** Bound on ‖∇L‖∞, 1e-12 by default. */
    readonly gradientNorm?: number;
    /** Bound on the loss, none by default. */
    readonly loss?: number;
  };
  /** What the result keeps of the way. */
  readonly trajectory?: {
    /** Points of each phase at most, 100 by default; at least 2. */
    readonly points?: number;
  };
  /** Ends the run with "aborted" after the step under way. */
  readonly signal?: AbortSignal;
}

/** The options with their defaults, checked. */
export interface ResolvedTrainOptions {
  readonly flow: GradientFlowOptions | undefined;
  readonly refine: Required<RefinePhaseOptions> | undefined;
  readonly gradientNorm: number;
  readonly loss: number;
  readonly points: number;
}

/**
 * Fills in the defaults.
 *
 * @throws {RangeError} If an option has no meaning.
 */
export function resolveOptions(options: TrainOptions): ResolvedTrainOptions {
  const { gradientNorm = 1e-12, loss = -Infinity } = options.stop ?? {};
  const { points = 100 } = options.trajectory ?? {};
  const { signal } = options;
  const flow = options.flow === false ? undefined : {
    until: Infinity,
    maxSeconds: 20,
    maxSteps: 60,
    ...options.flow,
    stop: { gradientNorm, loss },
    ...(signal === undefined ? {} : { signal }),
  };
  const refine = options.refine === false ? undefined : {
    method: "trustRegionNewton" as const,
    maxSeconds: 20,
    maxIterations: 1000,
    ...options.refine,
  };
  if (!Number.isInteger(points) || points < 2) {
    throw new RangeError(
      `Cannot keep a trajectory of ${points} points, expected an integer from 2 on`,
    );
  }
  for (
    const [name, value] of Object.entries({
      "stop.gradientNorm": gradientNorm,
      "flow.maxSeconds": flow?.maxSeconds ?? 0,
      "flow.maxSteps": flow?.maxSteps ?? 0,
      "refine.maxSeconds": refine?.maxSeconds ?? 0,
      "refine.maxIterations": refine?.maxIterations ?? 0,
    })
  ) {
    if (value >= 0) continue;
    throw new RangeError(
      `Cannot train with ${name} ${value}, expected a number from 0 on`,
    );
  }
  if (Number.isNaN(loss)) {
    throw new RangeError("Cannot train with stop.loss NaN, expected a number");
  }
  return { flow, refine, gradientNorm, loss, points };
}
