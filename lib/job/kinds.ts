import {
  type HessianSpectrum,
  hessianSpectrum,
  type Sharpness,
  type SharpnessOptions,
  sharpnessSteps,
  type Way,
} from "../curvature/mod.ts";
import {
  extentOfPath,
  parameterSlicesTurns,
  parameterSurfaceSteps,
  pathTurns,
  planeTurns,
  principalDirections,
} from "../landscape/mod.ts";
import type {
  ParameterSlices,
  ParameterSlicesOptions,
  ParameterSurface,
  Plane,
  PlaneOptions,
  PlanePath,
  PlaneStep,
} from "../landscape/mod.ts";
import {
  type Objective,
  objectiveFromSpecification,
  type ObjectiveSpecification,
} from "../objective/mod.ts";
import { gradientDescentSteps, trainSteps } from "../train/mod.ts";
import type {
  DescentResult,
  GradientDescentOptions,
  TrainingResult,
  TrainOptions,
  WarmStart,
} from "../train/mod.ts";
import {
  certify,
  type CertifyOptions,
  type Trajectory,
  type Verdict,
} from "../verdict/mod.ts";
import { standardLog } from "./standard_log.ts";

/** What a job tells while it is under way. */
export interface JobProgress<Partial = unknown> {
  /** Share done, 0 … 1; absent when unknown. */
  readonly done?: number;
  /** A few words on what is happening. */
  readonly note: string;
  /** The result so far. */
  readonly partial?: Partial;
}

/** A step of a job; `partial` is only evaluated when somebody looks. */
export interface JobStep<Result> {
  readonly done?: number;
  readonly note: string;
  readonly partial?: () => Result;
}

/** An objective, or the plain data that a worker builds it from. */
export type ObjectiveSource = Objective | ObjectiveSpecification;

/** Train from `parameters`. */
export interface TrainJob {
  /** Names the kind. */
  readonly kind: "train";
  /** What to minimize. */
  readonly objective: ObjectiveSource;
  /** Where to start (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode train}. */
  readonly options?: Omit<TrainOptions, "signal">;
  /**
   * Begins where the nearest finished training of this session ended, in place
   * of `parameters`, and says so in the result. Nearest: of those with the same
   * network, loss and kinds of penalties, the one whose specification differs
   * least, |a − b| / (|a| + |b|) for two numbers, 1 for anything else. Without
   * such a training: no effect. (In a job that was started warm: where from.)
   */
  readonly warmStart?: boolean | WarmStart;
}

/** Loss and gradient at `parameters`. */
export interface GradientJob {
  /** Names the kind. */
  readonly kind: "gradient";
  /** Whose gradient. */
  readonly objective: ObjectiveSource;
  /** Where (p). */
  readonly parameters: Float64Array;
}

/** A loss with its gradient. */
export interface LossAndGradient {
  /** L. */
  readonly loss: number;
  /** ∇L (p). */
  readonly gradient: Float64Array;
}

/** Eigendecomposition of the Hessian at `parameters`. */
export interface HessianSpectrumJob {
  /** Names the kind. */
  readonly kind: "hessianSpectrum";
  /** Whose Hessian. */
  readonly objective: ObjectiveSource;
  /** Where (p). */
  readonly parameters: Float64Array;
}

/** The largest eigenvalue of the Hessian along a training. */
export interface SharpnessJob {
  /** Names the kind. */
  readonly kind: "sharpness";
  /** Whose Hessian. */
  readonly objective: ObjectiveSource;
  /** The way: a trajectory. */
  readonly trajectory: Way;
  /** As for {@linkcode sharpness}. */
  readonly options?: SharpnessOptions;
}

/** What the point `parameters` is. */
export interface CertifyJob {
  /** Names the kind. */
  readonly kind: "certify";
  /** Whose landscape. */
  readonly objective: ObjectiveSource;
  /** The point (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode certify}. */
  readonly options?: CertifyOptions;
}

/** One loss slice per parameter through `parameters`. */
export interface ParameterSlicesJob {
  /** Names the kind. */
  readonly kind: "parameterSlices";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** The point that all slices go through (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode parameterSlices}. */
  readonly options?: ParameterSlicesOptions;
}

/**
 * A loss plane through `center`, with the trajectory's path on it. Without
 * directions the plane is spanned by the trajectory's principal directions,
 * without an extent it covers the path.
 */
export interface PlaneJob {
  /** Names the kind. */
  readonly kind: "plane";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** The point at x = y = 0 (p). */
  readonly center: Float64Array;
  /** The path to draw on the plane. */
  readonly trajectory: Trajectory;
  /** What spans the plane (p each). */
  readonly directions?: readonly [Float64Array, Float64Array];
  /** As for {@linkcode plane}. */
  readonly options?: PlaneOptions;
  /**
   * What computes the grid of an empirical loss; by default what computes the
   * objective. "wasm-float32" is enough for a picture, in less than half the
   * time; losses along the path stay as the objective has them.
   */
  readonly backend?: string;
}

/**
 * Plain gradient descent from `parameters`. The history keeps what `log` says;
 * without one the loss, the accuracy and the gradient norm of each layer. A log
 * cannot travel: with one the job runs in place.
 */
export interface GradientDescentJob {
  /** Tells it from other jobs. */
  readonly kind: "gradientDescent";
  /** The loss, or what to build it from. */
  readonly objective: ObjectiveSource;
  /** θ to start from. */
  readonly parameters: Float64Array;
  /** Learning rate, number of iterations, length of the history. */
  readonly options?: GradientDescentOptions;
}

/** The loss over the values of two parameters, all others as in `parameters`. */
export interface ParameterSurfaceJob {
  /** Tells it from other jobs. */
  readonly kind: "parameterSurface";
  /** The loss, or what to build it from. */
  readonly objective: ObjectiveSource;
  /** θ. */
  readonly parameters: Float64Array;
  /** Which parameters run across and upward. */
  readonly indices: readonly [number, number];
  /** Values of both. */
  readonly values: Float64Array;
}

/** A plane together with the path that was asked for. */
export interface PlaneWithPath extends Plane {
  /** The trajectory on the plane. */
  readonly path: PlanePath;
}

/** Any job: plain data, unless the objective holds the user's functions. */
export type JobSpecification =
  | TrainJob
  | GradientJob
  | HessianSpectrumJob
  | SharpnessJob
  | CertifyJob
  | ParameterSlicesJob
  | PlaneJob
  | GradientDescentJob
  | ParameterSurfaceJob;

/** What a job returns. */
export type JobResult<S extends JobSpecification> = S extends TrainJob
  ? TrainingResult
  : S extends GradientJob ? LossAndGradient
  : S extends HessianSpectrumJob ? HessianSpectrum
  : S extends SharpnessJob ? Sharpness
  : S extends CertifyJob ? Verdict
  : S extends ParameterSlicesJob ? ParameterSlices
  : S extends PlaneJob ? PlaneWithPath
  : S extends GradientDescentJob ? DescentResult
  : S extends ParameterSurfaceJob ? ParameterSurface
  : never;

type Steps<Result> = Generator<JobStep<Result>, Result>;

/**
 * The kinds of heavy work. Each is a pure function of plain data and an
 * objective, written as a generator so that it can be stopped between steps.
 */
const kinds = {
  *train(job: TrainJob, objective: Objective): Steps<TrainingResult> {
    const steps = trainSteps(objective, job.parameters, job.options ?? {});
    const { warmStart } = job;
    for (;;) {
      const next = steps.next();
      if (next.done) {
        return typeof warmStart === "object"
          ? { ...next.value, warmStart }
          : next.value;
      }
      const step = next.value;
      yield {
        note: `${step.phase} step ${step.step}`,
        partial: () => step.snapshot(),
      };
    }
  },

  *gradient(
    { parameters }: GradientJob,
    objective: Objective,
  ): Steps<LossAndGradient> {
    yield { note: `gradient of ${objective.parameterCount} parameters` };
    const gradient = new Float64Array(objective.parameterCount);
    const loss = objective.lossAndGradient(parameters, gradient);
    return { loss, gradient };
  },

  *hessianSpectrum(
    job: HessianSpectrumJob,
    objective: Objective,
  ): Steps<HessianSpectrum> {
    yield { note: `Hessian of ${objective.parameterCount} parameters` };
    return hessianSpectrum(objective, job.parameters);
  },

  *sharpness(
    { trajectory, options }: SharpnessJob,
    objective: Objective,
  ): Steps<Sharpness> {
    const steps = sharpnessSteps(objective, trajectory, options);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      yield {
        note: `sharpness at ${value.times.at(-1)}`,
        partial: () => value,
      };
    }
  },

  *certify(job: CertifyJob, objective: Objective): Steps<Verdict> {
    yield { note: `verdict on ${objective.parameterCount} parameters` };
    return certify(objective, job.parameters, job.options);
  },

  *parameterSlices(
    job: ParameterSlicesJob,
    objective: Objective,
  ): Steps<ParameterSlices> {
    let done = 0;
    const turns = parameterSlicesTurns(objective, job.parameters, job.options);
    for (;;) {
      const next = turns.next();
      if (next.done) return next.value;
      if (next.value !== undefined) done = next.value.done;
      yield { note: "slices", done };
    }
  },

  *plane(job: PlaneJob, objective: Objective): Steps<PlaneWithPath> {
    const { center, trajectory } = job;
    const directions = job.directions ??
      principalDirections(trajectory, center);
    const path = yield* pathSteps(
      pathTurns(objective, { center, directions }, trajectory),
    );
    const withPath = (plane: Plane): PlaneWithPath => ({ ...plane, path });
    const options = { extent: extentOfPath(path), ...job.options };
    const turns = planeTurns(
      gridObjective(job, objective),
      center,
      directions,
      options,
    );
    let step: PlaneStep | undefined;
    for (;;) {
      const next = turns.next();
      if (next.done) return withPath(next.value);
      step = next.value ?? step;
      if (step === undefined) {
        yield { note: "plane", done: 0 };
        continue;
      }
      const { plane, done } = step;
      yield { note: "plane", done, partial: () => withPath(plane) };
    }
  },

  *gradientDescent(
    job: GradientDescentJob,
    objective: Objective,
  ): Steps<DescentResult> {
    const { iterations = 1000 } = job.options ?? {};
    const steps = gradientDescentSteps(objective, job.parameters, {
      log: standardLog(objective),
      ...job.options,
    });
    for (;;) {
      const next = steps.next();
      if (next.done) return next.value;
      const { iteration, snapshot } = next.value;
      yield {
        note: `iteration ${iteration}`,
        done: iteration / iterations,
        partial: snapshot,
      };
    }
  },

  *parameterSurface(
    job: ParameterSurfaceJob,
    objective: Objective,
  ): Steps<ParameterSurface> {
    const steps = parameterSurfaceSteps(
      objective,
      job.parameters,
      job.indices,
      job.values,
    );
    for (;;) {
      const next = steps.next();
      if (next.done) return next.value;
      yield { note: "surface", done: next.value.done };
    }
  },
};

function gridObjective({ backend }: PlaneJob, objective: Objective): Objective {
  const { specification } = objective;
  if (backend === undefined) return objective;
  if (specification === undefined) {
    throw new TypeError(
      `Cannot compute the plane with backend "${backend}": its objective holds functions, expected an empirical loss`,
    );
  }
  return objectiveFromSpecification({ ...specification, backend });
}

function* pathSteps(
  turns: Generator<undefined, PlanePath>,
): Generator<JobStep<never>, PlanePath> {
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
    yield { note: "path on the plane" };
  }
}

/** The steps of a job on an objective that has been built already. */
export function jobSteps<S extends JobSpecification>(
  job: S,
  objective: Objective,
): Generator<JobStep<JobResult<S>>, JobResult<S>> {
  const kind = kinds[job.kind] as unknown as (
    job: S,
    objective: Objective,
  ) => Generator<JobStep<JobResult<S>>, JobResult<S>>;
  if (kind === undefined) {
    throw new TypeError(
      `Cannot run the job: kind "${job.kind}", expected one of ${
        Object.keys(kinds).join(", ")
      }`,
    );
  }
  return kind(job, objective);
}
