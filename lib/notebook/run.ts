import type { Run } from "../cell/mod.ts";
import type {
  HessianSpectrum,
  Sharpness,
  SharpnessOptions,
} from "../curvature/mod.ts";
import type { Dataset } from "../data/mod.ts";
import {
  type JobProgress,
  type JobResult,
  type JobSpecification,
  type LossAndGradient,
  type ObjectiveSource,
  type PlaneJob,
  type PlaneWithPath,
  type ResultSource,
  runJob,
  type RunJobOptions,
  type TrainJob,
  trainMany,
  type TrainManyOptions,
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
import type { CertifyOptions, Trajectory, Verdict } from "../verdict/mod.ts";
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
  /**
   * Trains from the initializations of many seeds, one objective for all or one
   * for each; `cell.live` shows the results so far, in the order of the seeds.
   */
  trainMany(
    objectives: ObjectiveSource | readonly ObjectiveSource[],
    seeds: readonly number[],
    options?: Omit<TrainManyOptions, "signal" | "onSource">,
  ): Promise<TrainingResult[]>;
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
  /** The largest eigenvalue of the Hessian along a training. */
  sharpness(
    fit: TrainingResult,
    options?: SharpnessOptions,
  ): Promise<Sharpness>;
  /**
   * What a training's end is, or the point where it was at a time: a minimum, a
   * saddle, … A finished training has its verdict already.
   */
  certify(
    fit: TrainingResult,
    options?: Omit<CertifyOptions, "trajectory"> & AtTime,
  ): Promise<Verdict>;
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
    trainMany: async (objectives, seeds, options) => {
      const results: TrainingResult[] = [];
      const { signal } = run;
      const onSource = (source: ResultSource) => run.source(source);
      const coming = { ...options, signal, onSource };
      run.progress(0, `0 of ${seeds.length}`);
      for await (const result of trainMany(objectives, seeds, coming)) {
        results.push(result);
        const { length } = results;
        run.progress(length / seeds.length, `${length} of ${seeds.length}`);
        run.show(results.slice());
      }
      return results;
    },
    gradient: async (fit, { at } = {}) =>
      await job({ kind: "gradient", ...atPoint(fit, "the gradient", at) }),
    hessianSpectrum: async (fit, { at } = {}) =>
      await job({
        kind: "hessianSpectrum",
        ...atPoint(fit, "the Hessian spectrum", at),
      }),
    sharpness: async (fit, options = {}) =>
      await job({
        kind: "sharpness",
        objective: objectiveOf(fit, "the sharpness"),
        trajectory: fit.trajectory,
        options,
      }),
    certify: async (fit, { at, ...options } = {}) =>
      await job({
        kind: "certify",
        ...atPoint(fit, "the verdict", at),
        options: { ...options, trajectory: until(fit.trajectory, at) },
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

/** What was known of a trajectory at a time. */
function until(trajectory: Trajectory, at = Infinity): Trajectory {
  const { times, parameters, losses } = trajectory;
  const end = trainingAt({ trajectory }, at).index + 1;
  return {
    times: times.slice(0, end),
    parameters: parameters.slice(0, end),
    losses: losses.slice(0, end),
  };
}

/** Leaves out what is undefined, as exact optional properties want it. */
function defined<T extends object>(
  options: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]: Exclude<T[K], undefined> };
}
