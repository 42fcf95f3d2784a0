import type { Objective } from "../../objective/objective.ts";
import {
  type Generator,
  type GeneratorState,
  randomGenerator,
} from "../../random/mod.ts";

/** Where a run stands in its minibatches, as plain data. */
export interface MinibatchState {
  /** Samples per batch. */
  readonly batchSize: number;
  /** The generator before it shuffled the samples of the epoch under way. */
  readonly random: GeneratorState;
  /** Batches taken in this epoch. */
  readonly taken: number;
}

/** Minibatches, one after another without end. */
export interface Minibatches {
  /** The loss on the next batch. */
  next(): Objective;
  /** Whether the batch taken last was the last of its epoch. */
  isEpochEnd(): boolean;
  /** Where this stands. */
  state(): MinibatchState;
}

/**
 * Minibatches of the objective's samples. At the start of each epoch the
 * samples, with their targets or labels and weights, are copied in a new random
 * order; batches are then views on consecutive samples, so that each sample
 * comes once per epoch. The last batch of an epoch holds what is left.
 *
 * @throws {RangeError} If the objective has no samples, or the size is not an
 * integer from 1 to their number.
 */
export function minibatches(
  objective: Objective,
  batchSize: number,
  from: number | MinibatchState,
): Minibatches {
  const N = objective.data?.samples;
  if (N === undefined || !objective.batch || !objective.select) {
    throw new RangeError(
      `Cannot take minibatches of ${batchSize}: an objective without samples, ` +
        `expected one on data`,
    );
  }
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > N) {
    throw new RangeError(
      `Cannot take minibatches of ${batchSize}, expected an integer in 1 … ${N}`,
    );
  }
  const samples = N;
  const count = Math.ceil(samples / batchSize);
  const random: Generator = randomGenerator(
    typeof from === "number" ? from : from.random,
  );
  let before = random.state();
  let taken = 0;
  let epoch = objective;

  function beginEpoch(): void {
    before = random.state();
    const order = Uint32Array.from({ length: samples }, (_, n) => n);
    epoch = objective.select!(random.shuffle(order));
    taken = 0;
  }

  function size(batch: number): number {
    return Math.min(batchSize, samples - batch * batchSize);
  }

  beginEpoch();
  if (typeof from !== "number") taken = from.taken;
  return {
    next() {
      if (taken === count) beginEpoch();
      taken++;
      return epoch.batch!((taken - 1) * batchSize, size(taken - 1));
    },
    isEpochEnd: () => taken === count,
    state: () => ({ batchSize, random: before, taken }),
  };
}
