import {
  abortSignal,
  callable,
  checkOptions,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import type { SweepDescription } from "./description.ts";
import type { BatchResult } from "./place.ts";
import { planSweep } from "./plan.ts";
import { poolPlace } from "./pool_place.ts";
import { SweepCounter, type SweepProgress } from "./progress.ts";
import { rowsOf, type SweepRow } from "./rows.ts";
import { workOn } from "./work.ts";

/** Options of {@linkcode sweep}. */
export interface SweepOptions {
  /** Stops the runs; what is taken next throws its reason. */
  readonly signal?: AbortSignal;
  /** Called with each batch that is done. */
  readonly onProgress?: (progress: SweepProgress) => void;
  /**
   * Whether results kept from earlier sweeps will do, and these are kept;
   * "session": not beyond this session. Default: true.
   */
  readonly memo?: boolean | "session";
}

/** What {@linkcode sweep} takes beside the description. */
export const sweepOptions: OptionTable<SweepOptions> = {
  signal: abortSignal,
  onProgress: callable,
  memo: oneOf(true, false, "session"),
};

/** Results of a sweep, in the order of arrival, or all in the order of runs. */
export interface Sweep extends AsyncIterable<SweepRow> {
  /** How many runs there are. */
  readonly count: number;
  /** All rows, in the order of the runs. */
  gather(): Promise<SweepRow[]>;
}

/**
 * Trains many times, on all workers of this process: every problem, with every
 * data seed, every value of the options that vary, and every seed. Each run is
 * what `train` gives for its seed alone, bit for bit with strict kernels; one
 * that fails is a row that says why. Runs begin when the first result is asked
 * for, and stop when nobody takes results any more.
 *
 * @throws {TypeError} If the description holds a name that is unknown, or a
 * value of another type, with its path: "problems[2].teacher is missing".
 * @throws {RangeError} If a value is out of its range, with its path.
 *
 * @example Usage
 * ```ts
 * import { sweep } from "@thalweg/thalweg";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = await sweep({
 *   problems: [2, 3].map((width) => ({
 *     student: `2 → ${width} tanh → 1`,
 *     teacher: "2 → 2 tanh → 1",
 *     samples: 50,
 *   })),
 *   seeds: { count: 3 },
 * }).gather();
 * assertEquals(rows.length, 6);
 * ```
 */
export function sweep(
  description: SweepDescription,
  options: SweepOptions = {},
): Sweep {
  checkOptions("sweep", options, sweepOptions);
  const { signal, onProgress, memo = true } = options;
  const plan = planSweep(description);

  async function* rows(): AsyncGenerator<SweepRow, void> {
    const stop = new AbortController();
    const either = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
    const counter = new SweepCounter(plan.count);
    const arrived: BatchResult[] = [];
    let wake = () => {};
    let over = false;
    const place = poolPlace(plan, (result) => {
      counter.add(result);
      arrived.push(result);
      onProgress?.(counter.now());
      wake();
    });
    const work = workOn(plan, place, { signal: either, memo })
      .finally(() => {
        over = true;
        wake();
      });
    work.catch(() => {}); // awaited below
    try {
      for (;;) {
        const result = arrived.shift();
        if (result) yield* rowsOf(plan, result);
        else if (over) break;
        else await new Promise<void>((resolve) => wake = resolve);
      }
      await work;
    } finally {
      stop.abort();
    }
  }

  return {
    count: plan.count,
    [Symbol.asyncIterator]: rows,
    async gather() {
      const gathered: SweepRow[] = [];
      for await (const row of rows()) gathered[row.index] = row;
      return gathered;
    },
  };
}
