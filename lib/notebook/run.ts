import type { Run } from "../cell/mod.ts";
import { type Atlas, emptyAtlas } from "../landscape/mod.ts";
import {
  canResume,
  exploreAtlas,
  type ExploreAtlasOptions,
  exploreAtlasOptions,
  type JobMethods,
  jobMethods,
  type JobProgress,
  type JobResult,
  type JobSpecification,
  type ObjectiveSource,
  type ResultSource,
  resumedJob,
  runJob,
  type RunJobOptions,
  runJobOptions,
  type StoppedJob,
  trainMany,
  type TrainManyOptions,
  trainManyOptions,
} from "../job/mod.ts";
import { checkOptions, type OptionTable, without } from "../options/mod.ts";
import {
  progressSentence,
  sweep,
  type SweepDescription,
  type SweepOptions,
  sweepOptions,
  type SweepRow,
} from "../sweep/mod.ts";
import type { TrainingResult } from "../train/mod.ts";
import { withAttempts } from "./attempts.ts";
import { track, trackAll } from "./progress.ts";

/**
 * What a notebook cell's function is handed last: its signal and progress, and
 * the heavy operations, which run in a worker, stop when the cell's inputs
 * change, and show what they have on the way through `cell.live`.
 */
export interface NotebookRun extends Run, JobMethods {
  /**
   * Trains from the initializations of many seeds, one objective for all or one
   * for each; `cell.live` shows the results so far, in the order of the seeds.
   */
  trainMany(
    objectives: ObjectiveSource | readonly ObjectiveSource[],
    seeds: readonly number[],
    options?: Omit<TrainManyOptions, "signal" | "onSource">,
  ): Promise<TrainingResult[]>;
  /**
   * The critical points that searches from many starts find, over the pool;
   * `cell.live` shows the atlas growing.
   */
  atlas(
    objective: ObjectiveSource,
    starts: readonly Float64Array[],
    options?: Omit<ExploreAtlasOptions, "signal" | "onSource">,
  ): Promise<Atlas>;
  /**
   * Trains as a description says, over the pool; `cell.live` shows the rows so
   * far. Kept results of the same description are there at once.
   */
  sweep(
    description: SweepDescription,
    options?: Pick<SweepOptions, "memo">,
  ): Promise<SweepRow[]>;
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

/** What `run.job` takes beside the job. */
export const jobMethodOptions: OptionTable<
  Pick<RunJobOptions<unknown>, "memo">
> = without(runJobOptions, "signal", "onProgress", "onSource");

/** What `run.trainMany` takes beside objectives and seeds. */
export const trainManyMethodOptions: OptionTable<
  Omit<TrainManyOptions, "signal" | "onSource">
> = without(trainManyOptions, "signal", "onSource");

/** What `run.atlas` takes beside objective and starts. */
export const atlasMethodOptions: OptionTable<
  Omit<ExploreAtlasOptions, "signal" | "onSource">
> = without(exploreAtlasOptions, "signal", "onSource");

/** What `run.sweep` takes beside the description. */
export const sweepMethodOptions: OptionTable<Pick<SweepOptions, "memo">> =
  without(sweepOptions, "signal", "onProgress");

/** Adds the engine to what the dataflow hands to a body. */
export function extendRun(run: Run): NotebookRun {
  let jobs = 0;
  const job: NotebookRun["job"] = async <S extends JobSpecification>(
    specification: S,
    options: Pick<RunJobOptions<JobResult<S>>, "memo"> = {},
  ) => {
    checkOptions("run the job", options, jobMethodOptions);
    const name = `job ${jobs++}`;
    const stopped = run.kept.get(name) as StoppedJob | undefined;
    const resumed = stopped && resumedJob(specification, stopped);
    let keeps: boolean | undefined;
    const result = await runJob(resumed ?? specification, {
      ...options,
      // under the key of where it happened to be stopped nobody will look
      ...resumed && { memo: false },
      signal: run.signal,
      onSource: (source) => run.source(source),
      onProgress: ({ done, note, partial }: JobProgress<JobResult<S>>) => {
        run.progress(done, note);
        if (partial === undefined) return;
        run.show(partial);
        keeps ??= canResume(specification);
        if (keeps) run.kept.set(name, { job: specification, partial });
      },
    });
    run.kept.delete(name);
    return result;
  };

  const methods = jobMethods(job);
  return {
    ...run,
    ...methods,
    ...withAttempts(methods),
    job,
    each: (items, note) => track(items, run, note),
    all: (items, work, note) => {
      const { signal } = run;
      const quiet: Pick<NotebookRun, "signal" | "job"> = {
        signal,
        job: async (specification, options) => {
          checkOptions("run the job", options, jobMethodOptions);
          return await runJob(specification, {
            ...options,
            signal,
            onSource: (source) => run.source(source),
          });
        },
      };
      return trackAll(items, run, (item) => work(item, quiet), note);
    },
    atlas: async (objective, starts, options) => {
      checkOptions("make an atlas", options, atlasMethodOptions);
      const { signal } = run;
      const onSource = (source: ResultSource) => run.source(source);
      const coming = { ...options, signal, onSource };
      let latest = options?.known ?? emptyAtlas;
      for await (
        const { atlas, done, note } of exploreAtlas(objective, starts, coming)
      ) {
        latest = atlas;
        run.progress(done, note);
        run.show(atlas);
      }
      return latest;
    },
    sweep: async (description, options) => {
      checkOptions("sweep", options, sweepMethodOptions);
      const rows: SweepRow[] = [];
      let shown = 0;
      const runs = sweep(description, {
        ...options,
        signal: run.signal,
        onProgress(progress) {
          // the time left is told by hosts, of every run alike
          const { secondsLeft: _, ...told } = progress;
          run.progress(told.done / told.count, progressSentence(told));
          // a batch at a time: rows of the one before have arrived
          if (rows.length > shown) run.show(rows.slice());
          shown = rows.length;
        },
      });
      run.progress(0, `0 of ${runs.count} runs`);
      for await (const row of runs) rows.push(row);
      return rows.sort((a, b) => a.index - b.index);
    },
    trainMany: async (objectives, seeds, options) => {
      checkOptions("train from many seeds", options, trainManyMethodOptions);
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
  };
}
