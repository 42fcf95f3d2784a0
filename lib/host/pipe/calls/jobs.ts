import {
  type JobProgress,
  type JobSpecification,
  type Objective,
  runJob,
  trainMany as trainSeeds,
  type TrainManyOptions,
} from "../../../../engine.ts";
import { list, numbers, record, required } from "../../../options/mod.ts";
import type { Call, CallContext } from "../call.ts";

/** A job of any kind, in a worker, with progress. */
export const job: Call<{ readonly job: JobSpecification }> = {
  name: "job",
  act: "run the job",
  takes: { job: required(record) },
  answer: async ({ job }, { signal, progress }) =>
    withoutSamples(
      await runJob(job, {
        signal,
        onProgress: (told) => progress(inFew(told)),
      }),
    ),
};

/** Trainings from many seeds, in their order, each sent when it is there. */
export const trainMany: Call<{
  readonly objectives: readonly Objective[];
  readonly seeds: readonly number[];
  readonly options?: TrainManyOptions;
}> = {
  name: "trainMany",
  act: "train from many seeds",
  takes: {
    objectives: required(list),
    seeds: required(numbers),
    options: record,
  },
  answer: ({ objectives, seeds, options }, context) =>
    sendAll(
      trainSeeds(objectives, seeds, {
        ...options,
        signal: context.signal,
      }),
      context,
    ),
};

async function sendAll(
  results: AsyncIterable<object>,
  { item }: CallContext,
): Promise<null> {
  for await (const result of results) item(withoutSamples(result));
  return null;
}

/** Without the objective, whose samples are where it was asked for. */
function withoutSamples(result: object): object {
  const { objective: _, ...rest } = result as { readonly objective?: unknown };
  return rest;
}

/** Of a result so far, its numbers and words; no arrays. */
function inFew({ partial, ...progress }: JobProgress): Record<string, unknown> {
  const few = Object.entries(Object(partial)).filter(([, value]) =>
    ["number", "string"].includes(typeof value)
  );
  return { ...Object.fromEntries(few), ...progress };
}
