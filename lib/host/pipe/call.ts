import type { Objective } from "../../../engine.ts";
import type { OptionTable } from "../../options/mod.ts";

/** What a call under way may do besides answering. */
export interface CallContext {
  /** Aborts when the caller cancels. */
  readonly signal: AbortSignal;
  /** Tells how far it is; plain data. */
  readonly progress: (told: Readonly<Record<string, unknown>>) => void;
  /** Sends one of several results, before the last answer. */
  readonly item: (result: unknown) => void;
}

/**
 * Something that the other side of the pipe can ask for. `calls/list.ts` lists
 * all there are.
 */
export interface Call<Arguments> {
  /** Its name on the pipe; also that of the constant that holds this. */
  readonly name: string;
  /** What the call does, in the words of an error. */
  readonly act: string;
  /** What it takes. */
  readonly takes: OptionTable<Arguments>;
  /**
   * The answer. What is not a promise has been computed when the next frame is
   * read: such work is short, as nothing can stop it.
   */
  answer(given: Arguments, context: CallContext): unknown;
}

/** An objective and a point. */
export interface AtPoint {
  /** What was kept of `empiricalLoss` or another one. */
  readonly objective: Objective;
  /** θ (p). */
  readonly parameters: Float64Array;
}

/** So many products take some 10 ms: what takes more runs where it can stop. */
const inPlaceProducts = 1e7;

/** Whether work of so many products per sample is short. */
export function isShort(
  { data }: Objective,
  productsPerSample: number,
  others = 0,
): boolean {
  // an integral over infinitely many samples takes as much as some thousands
  const samples = data?.samples ?? 1e4;
  return productsPerSample * samples + others <= inPlaceProducts;
}
