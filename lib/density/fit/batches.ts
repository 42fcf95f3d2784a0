import { type GeneratorState, randomGenerator } from "../../random/mod.ts";

/** The samples of an epoch, some at a time. */
export interface Batches {
  /** How many there are in an epoch. */
  readonly count: number;
  /** Batches taken of the epoch under way. */
  taken: number;
  /** The generator before it ordered the samples of that epoch. */
  random: GeneratorState;
  /** Begins an epoch: a new order. */
  begin(): void;
  /** The next batch: rows in a buffer that is reused. */
  next(): Float64Array;
}

/**
 * Batches of the samples X (N × features); the last of an epoch holds what is
 * left.
 *
 * @param from A seed, or where an earlier run stood.
 */
export function batchesOf(
  X: Float64Array,
  features: number,
  batchSize: number,
  shuffle: boolean,
  from: number | { readonly random: GeneratorState; readonly taken: number },
): Batches {
  const samples = X.length / features;
  const size = Math.min(batchSize, samples);
  const random = randomGenerator(typeof from === "number" ? from : from.random);
  const order = new Uint32Array(samples);
  const rows = new Float64Array(size * features);

  const batches: Batches = {
    count: Math.ceil(samples / size),
    taken: 0,
    random: random.state(),
    begin() {
      batches.random = random.state();
      batches.taken = 0;
      for (let n = 0; n < samples; n++) order[n] = n;
      if (shuffle) random.shuffle(order);
    },
    next() {
      const first = batches.taken++ * size;
      const count = Math.min(size, samples - first);
      for (let i = 0; i < count; i++) {
        const at = order[first + i] * features;
        for (let j = 0; j < features; j++) rows[i * features + j] = X[at + j];
      }
      return rows.subarray(0, count * features);
    },
  };
  if (typeof from !== "number") {
    batches.begin();
    batches.taken = from.taken;
  }
  return batches;
}
