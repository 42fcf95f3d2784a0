import type { InitializationScheme } from "../network/mod.ts";
import {
  anyOf,
  checkArguments,
  checkOptions,
  listOnlyOf,
  numbers,
  type OptionTable,
  record,
  text,
  without,
} from "../options/mod.ts";
import {
  type TrainingResult,
  type TrainOptions,
  trainOptions,
} from "../train/mod.ts";
import type { ObjectiveSource } from "./kinds.ts";
import { inOrder } from "./in_order.ts";
import { type RunJobOptions, runJobOptions } from "./run_job.ts";
import { seededTraining } from "./seeded_training.ts";

/** Options of {@linkcode trainMany}. */
export interface TrainManyOptions
  extends
    Omit<TrainOptions, "resumeFrom">,
    Pick<RunJobOptions<TrainingResult>, "memo" | "onSource"> {
  /** How the starts are drawn; as for `initialize`. */
  readonly scheme?: InitializationScheme;
}

/** What {@linkcode trainMany} takes beside objectives and seeds. */
export const trainManyOptions: OptionTable<TrainManyOptions> = {
  ...without(trainOptions, "resumeFrom"),
  ...without(runJobOptions, "signal", "onProgress"),
  scheme: text,
};

const someObjectives = anyOf(
  { ...record, expected: "an objective" },
  listOnlyOf(record, "a list of objectives"),
);

/**
 * Trains from the initializations of many seeds, as many at a time as there are
 * workers. Results come in the order of the seeds, each as soon as it and all
 * before it are there; the numbers are those of `train` alone, whatever the
 * number of workers. A seed is also that of the minibatches, unless
 * `discrete.seed` names one.
 *
 * Whoever stops taking results, or aborts the signal, stops the runs.
 *
 * @param objectives One for all seeds, or one for each.
 * @throws {RangeError} If there is neither one objective nor one for each seed,
 * or a seed is not one.
 * @throws {TypeError} If an objective has no network to initialize, or an option
 * is unknown or of another type.
 * @throws While taking results: what a run throws, or the signal's reason.
 *
 * @example Usage
 * ```ts
 * import { empiricalLoss, mlp, teacherStudent, trainMany } from "@thalweg/thalweg";
 * import { assertEquals } from "@std/assert";
 *
 * const net = mlp`2 → 2 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const losses: number[] = [];
 * for await (const { loss } of trainMany(empiricalLoss(net, data), [1, 2, 3])) {
 *   losses.push(loss);
 * }
 * assertEquals(losses.length, 3);
 * ```
 */
export function trainMany(
  objectives: ObjectiveSource | readonly ObjectiveSource[],
  seeds: readonly number[],
  options: TrainManyOptions = {},
): AsyncGenerator<TrainingResult, void> {
  checkArguments("train from many seeds", { objectives, seeds }, {
    objectives: someObjectives,
    seeds: { ...numbers, expected: "a list of seeds, as in [1, 2, 3]" },
  });
  checkOptions("train from many seeds", options, trainManyOptions);
  const { scheme, signal, memo = true, onSource, ...training } = options;
  const each = isList(objectives) ? objectives : seeds.map(() => objectives);
  if (each.length !== seeds.length) {
    throw new RangeError(
      `Cannot train from ${seeds.length} seeds: ${each.length} objectives, expected one, or one for each seed`,
    );
  }
  const jobs = seeds.map((seed, i) =>
    seededTraining(each[i], seed, scheme, training)
  );
  return inOrder(jobs, signal, { memo, ...(onSource && { onSource }) });
}

function isList(
  objectives: ObjectiveSource | readonly ObjectiveSource[],
): objectives is readonly ObjectiveSource[] {
  return Array.isArray(objectives);
}
