import type { Run } from "../cell/mod.ts";
import type { HessianSpectrum } from "../curvature/mod.ts";
import type { Dataset } from "../data/mod.ts";
import {
  type JobProgress,
  type JobResult,
  type JobSpecification,
  type LossAndGradient,
  type ObjectiveSource,
  type PlaneJob,
  type PlaneWithPath,
  runJob,
  type RunJobOptions,
  type TrainJob,
} from "../job/mod.ts";
import type {
  ParameterSlices,
  ParameterSlicesOptions,
  PlaneOptions,
} from "../landscape/mod.ts";
import {
  initialize,
  type InitializeOptions,
  type Network,
} from "../network/mod.ts";
import {
  empiricalLoss,
  type EmpiricalLossOptions,
  type Objective,
} from "../objective/mod.ts";
import {
  trainingAt,
  type TrainingResult,
  type TrainOptions,
} from "../train/mod.ts";
import { track, trackAll } from "./progress.ts";

/** What {@linkcode NotebookRun.train} accepts for a network and its data. */
export type NetworkTrainOptions =
  & Omit<TrainOptions, "signal">
  & EmpiricalLossOptions
  & InitializeOptions
  & Pick<TrainJob, "warmStart">;

/** Which moment of a training is looked at. */
export interface AtTime {
  /**
   * A time of its trajectory, finished or running: the stored point at or
   * before it is taken, see {@linkcode trainingAt}. Default: the best point.
   */
  readonly at?: number;
}

/**
 * What a notebook cell's function is handed last: its signal and progress, and
 * the heavy operations, which run in a worker, stop when the cell's inputs
 * change, and show what they have on the way through `cell.live`.
 */
export interface NotebookRun extends Run {
  /** Trains a network on data from the initialization of a seed. */
  train(
    network: Network,
    data: Dataset,
    options: NetworkTrainOptions,
  ): Promise<TrainingResult>;
  /** Trains any objective from given parameters. */
  train(
    objective: Objective,
    parameters: Float64Array,
    options?: Omit<TrainOptions, "signal"> & Pick<TrainJob, "warmStart">,
  ): Promise<TrainingResult>;
  /** Loss and gradient where a training ended, or was at a time. */
  gradient(fit: TrainingResult, options?: AtTime): Promise<LossAndGradient>;
  /**
   * The Hessian's eigenvalues and eigenvectors where a training ended, or was
   * at a time.
   */
  hessianSpectrum(
    fit: TrainingResult,
    options?: AtTime,
  ): Promise<HessianSpectrum>;
  /**
   * One loss slice per parameter, through the end of a training, or through
   * where it was at a time.
   */
  parameterSlices(
    fit: TrainingResult,
    options?: ParameterSlicesOptions & AtTime,
  ): Promise<ParameterSlices>;
  /**
   * A loss plane through the end of a training, or through where it was at a
   * time, with its path.
   */
  plane(
    fit: TrainingResult,
    options?: PlaneOptions & Pick<PlaneJob, "directions" | "backend"> & AtTime,
  ): Promise<PlaneWithPath>;
  /** The same items, telling how far the run has come: a progress bar. */
  each<T>(items: Iterable<T>, note?: string): Iterable<T>;
  /**
   * Results of an asynchronous function for every item, in order, several at a
   * time; what it is handed runs jobs without a progress of their own.
   */
  all<T, R>(
    items: Iterable<T>,
    work: (item: T, run: Pick<NotebookRun, "signal" | "job">) => Promise<R>,
    note?: string,
  ): Promise<R[]>;
  /** Any job; see {@linkcode runJob}. */
  job<S extends JobSpecification>(
    specification: S,
    options?: Pick<RunJobOptions<JobResult<S>>, "memo">,
  ): Promise<JobResult<S>>;
}

/** Adds the engine to what the dataflow hands to a body. */
export function extendRun(run: Run): NotebookRun {
  const job: NotebookRun["job"] = <S extends JobSpecification>(
    specification: S,
    options: Pick<RunJobOptions<JobResult<S>>, "memo"> = {},
  ) =>
    runJob(specification, {
      ...options,
      signal: run.signal,
      onSource: (source) => run.source(source),
      onProgress: ({ done, note, partial }: JobProgress<JobResult<S>>) => {
        run.progress(done, note);
        if (partial !== undefined) run.show(partial);
      },
    });

  function atPoint(fit: TrainingResult, what: string, at?: number) {
    return {
      objective: objectiveOf(fit, what),
      parameters: at === undefined
        ? fit.parameters
        : trainingAt(fit, at).parameters,
    };
  }

  function train(
    first: Network | Objective,
    second: Dataset | Float64Array,
    options: Partial<NetworkTrainOptions> = {},
  ): Promise<TrainingResult> {
    if (second instanceof Float64Array) {
      const objective = first as Objective;
      const { warmStart, ...training } = options;
      return job({
        kind: "train",
        objective,
        parameters: second,
        options: training,
        ...defined({ warmStart }),
      });
    }
    const { seed, scheme, loss, penalties, backend, warmStart, ...training } =
      options;
    const network = first as Network;
    return job({
      kind: "train",
      objective: empiricalLoss(
        network,
        second,
        defined({ loss, penalties, backend }),
      ),
      parameters: initialize(network, {
        seed: seed!,
        ...defined({ scheme }),
      }),
      options: training,
      ...defined({ warmStart }),
    });
  }

  return {
    ...run,
    job,
    each: (items, note) => track(items, run, note),
    all: (items, work, note) => {
      const { signal } = run;
      const quiet: Pick<NotebookRun, "signal" | "job"> = {
        signal,
        job: (specification, options) =>
          runJob(specification, {
            ...options,
            signal,
            onSource: (source) => run.source(source),
          }),
      };
      return trackAll(items, run, (item) => work(item, quiet), note);
    },
    train: train as NotebookRun["train"],
    gradient: async (fit, { at } = {}) =>
      await job({ kind: "gradient", ...atPoint(fit, "the gradient", at) }),
    hessianSpectrum: async (fit, { at } = {}) =>
      await job({
        kind: "hessianSpectrum",
        ...atPoint(fit, "the Hessian spectrum", at),
      }),
    parameterSlices: async (fit, { at, ...options } = {}) =>
      await job({
        kind: "parameterSlices",
        ...atPoint(fit, "the slices", at),
        options,
      }),
    plane: async (fit, { directions, backend, at, ...options } = {}) => {
      const { objective, parameters } = atPoint(fit, "the plane", at);
      return await job({
        kind: "plane",
        objective,
        center: parameters,
        trajectory: fit.trajectory,
        options,
        ...defined({ directions, backend }),
      });
    },
  };
}

function objectiveOf(fit: TrainingResult, what: string): ObjectiveSource {
  if (fit.objective) return fit.objective;
  throw new TypeError(
    `Cannot compute ${what}: the training's objective holds functions, expected run.job with the objective itself`,
  );
}

/** Leaves out what is undefined, as exact optional properties want it. */
function defined<T extends object>(
  options: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]: Exclude<T[K], undefined> };
}
