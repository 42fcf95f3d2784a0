import {
  type GradientFlowOptions,
  gradientFlowOptions,
  type Solver,
} from "../flow/mod.ts";
import {
  type HistoryOptions,
  historyOptions,
  type LineSearchName,
  type MinimizeMethod,
  minimizeOptions,
  type OptimizeOptions,
  optimizeOptions,
} from "../optimize/mod.ts";
import {
  abortSignal,
  anyOf,
  defined,
  flag,
  holding,
  nested,
  number,
  numberFrom,
  numbers,
  oneOf,
  type OptionTable,
  record,
  without,
} from "../options/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { defaultGradientNorm } from "./default_stop.ts";
import type { TrainingResult } from "./result.ts";

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
  /** First step size; found from the problem by default. */
  readonly initialStep?: number;
  /** One size for all steps, without error control; Euler's method needs it. */
  readonly stepSize?: number;
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

/**
 * A discrete optimizer in place of the flow, as for `optimize`; its wall-clock
 * limit is 20 s by default. Parameters of time scale 0 keep their values in the
 * refinement, too.
 */
export interface DiscretePhaseOptions extends
  Omit<
    OptimizeOptions,
    "gradientNorm" | "loss" | "signal" | "resumeFrom" | "history"
  > {
  /** Keeps the result's `history`; none by default. */
  readonly history?: Omit<HistoryOptions, "earlier">;
}

/** The refinement phase. */
export interface RefinePhaseOptions {
  /** By default chosen by the number of parameters that are not frozen. */
  readonly method?: MinimizeMethod;
  /** For the methods that search along lines; each has its default. */
  readonly lineSearch?: LineSearchName;
  /** Wall-clock limit, 20 by default. */
  readonly maxSeconds?: number;
  /** Accepted steps at most, 1000 by default. */
  readonly maxIterations?: number;
}

/** How to train. */
export interface TrainOptions {
  /** The gradient flow from the initial θ; `false` leaves it out. */
  readonly flow?: FlowPhaseOptions | false;
  /** A discrete optimizer from the initial θ, in place of the flow. */
  readonly discrete?: DiscretePhaseOptions;
  /** The refinement of the best point so far; `false` leaves it out. */
  readonly refine?: RefinePhaseOptions | false;
  /** What ends a phase before its own limits. */
  readonly stop?: {
    /**
     * "converged" at ‖∇L‖∞ ≤ this; by default 1e-12, or 1e-9 times the mean
     * square of the targets of a squared error where that is less.
     */
    readonly gradientNorm?: number;
    /** "converged" at a loss ≤ this, none by default. */
    readonly loss?: number;
    /**
     * "out-of-patience" after so many losses in a phase, counted as in
     * `evaluations.loss`, none of them better than all before; 10⁶ by default.
     */
    readonly patience?: number;
  };
  /** What the result keeps of the way. */
  readonly trajectory?: {
    /**
     * Points of each phase at most, 200 by default; from 2 to 100 000. Of a way
     * that has more, at least half as many are kept.
     */
    readonly points?: number;
  };
  /**
   * An earlier result: this training goes on where that one stopped, with its
   * steps, times and trajectory; limits on steps include the earlier ones. A
   * discrete optimizer goes on bit for bit as if it had not stopped, the flow
   * within its tolerance, a refinement from the best point.
   */
  readonly resumeFrom?: TrainingResult;
  /**
   * Whether the verdict on the end comes with a proof, see {@linkcode prove};
   * false by default.
   */
  readonly proof?: boolean;
  /** Ends the run with "aborted" after the step under way. */
  readonly signal?: AbortSignal;
}

const flowPhaseOptions: OptionTable<FlowPhaseOptions> = without(
  gradientFlowOptions,
  "start",
  "stop",
  "signal",
);

const discretePhaseOptions: OptionTable<DiscretePhaseOptions> = {
  ...without(optimizeOptions, "gradientNorm", "loss", "signal", "resumeFrom"),
  history: nested(without(historyOptions, "earlier")),
};

const refinePhaseOptions: OptionTable<RefinePhaseOptions> = without(
  minimizeOptions,
  "gradientNorm",
  "loss",
  "signal",
);

/** What {@linkcode train} takes. */
export const trainOptions: OptionTable<TrainOptions> = {
  flow: anyOf(nested(flowPhaseOptions), oneOf(false)),
  discrete: nested(discretePhaseOptions),
  refine: anyOf(nested(refinePhaseOptions), oneOf(false)),
  stop: nested(
    {
      gradientNorm: numberFrom(0),
      loss: number,
      patience: numberFrom(0),
    } satisfies OptionTable<NonNullable<TrainOptions["stop"]>>,
  ),
  trajectory: nested(
    { points: number } satisfies OptionTable<
      NonNullable<TrainOptions["trajectory"]>
    >,
  ),
  resumeFrom: holding("a result of train", {
    parameters: numbers,
    trajectory: record,
    resume: record,
  }),
  proof: flag,
  signal: abortSignal,
};

/** The options with their defaults, checked. */
export interface ResolvedTrainOptions {
  readonly flow: GradientFlowOptions | undefined;
  readonly discrete: OptimizeOptions | undefined;
  readonly refine: (RefinePhaseOptions & Limits) | undefined;
  readonly bounds: Bounds;
  readonly patience: number;
  readonly points: number;
}

interface Limits {
  readonly maxSeconds: number;
  readonly maxIterations: number;
}

/** What ends any phase as "converged", or "aborted". */
interface Bounds {
  readonly gradientNorm: number;
  readonly loss: number;
  readonly signal?: AbortSignal;
}

/** All of them may fall into one step, which no clock interrupts. */
const mostPoints = 100_000;

/**
 * Fills in the defaults of options whose names are known.
 *
 * @throws {RangeError} If an option has no meaning.
 */
export function resolveOptions(
  options: TrainOptions,
  objective: Objective,
): ResolvedTrainOptions {
  const {
    gradientNorm = defaultGradientNorm(objective),
    loss = -Infinity,
    patience = 1e6,
  } = options.stop ?? {};
  const { points = 200 } = options.trajectory ?? {};
  const { signal, resumeFrom } = options;
  const bounds = { gradientNorm, loss, ...(signal && { signal }) };
  const discrete = options.discrete && {
    maxSeconds: 20,
    ...defined(options.discrete),
    ...bounds,
  };
  const flow = options.flow === false || discrete ? undefined : {
    until: Infinity,
    maxSeconds: 20,
    maxSteps: 60,
    ...defined(options.flow ?? {}),
    stop: { gradientNorm, loss },
    ...(signal && { signal }),
  };
  const refine = options.refine === false ? undefined : {
    maxSeconds: 20,
    maxIterations: 1000,
    ...defined(options.refine ?? {}),
  };
  if (options.flow && discrete) {
    throw new RangeError(
      "Cannot train with both flow and discrete, expected one of them",
    );
  }
  if (!Number.isInteger(points) || points < 2 || points > mostPoints) {
    throw new RangeError(
      `Cannot keep a trajectory of ${points} points, expected an integer from 2 to ${mostPoints}`,
    );
  }
  if (Number.isNaN(loss)) {
    throw new RangeError("Cannot train with stop.loss NaN, expected a number");
  }
  checkResume(resumeFrom, flow && "flow", discrete && "discrete");
  return { flow, discrete, refine, bounds, patience, points };
}

function checkResume(
  resumeFrom: TrainingResult | undefined,
  ...phases: ("flow" | "discrete" | undefined)[]
): void {
  const stopped = resumeFrom?.resume.phase;
  if (stopped === undefined || stopped === "refine") return;
  if (phases.includes(stopped)) return;
  throw new RangeError(
    `Cannot resume a training that stopped in its phase ${stopped} with ${
      phases.find((phase) => phase !== undefined) ?? "none"
    }, expected options for ${stopped}`,
  );
}
