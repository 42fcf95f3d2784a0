import type { Run } from "../cell/mod.ts";
import {
  abortSignal,
  callable,
  checkArguments,
  holding,
  type Option,
  text,
} from "../options/mod.ts";

/**
 * The same items, telling a run how far it has come: for (const seed of
 * track(seeds, run)) … Works for any iterable; without a length only the count
 * is told. Stops where the run is not wanted any more.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws The signal's reason, when the run aborts.
 *
 * @example Usage
 * ```ts
 * import { cell, md, track } from "@thalweg/thalweg";
 *
 * const sum = cell`sum = A long sum ${(run) => {
 *   let sum = 0;
 *   for (const i of track(Array.from({ length: 1000 }, (_, i) => i), run)) {
 *     sum += i; // tells how far it is, and stops when asked to
 *   }
 *   return sum;
 * }}`;
 * md`The sum is ${sum}.`;
 * ```
 */
export function* track<T>(
  items: Iterable<T>,
  run: Pick<Run, "signal" | "progress">,
  note: string = "",
): Generator<T, void> {
  checkArguments("follow the work", { items, run, note }, {
    items: iterable,
    run: aRun,
    note: text,
  });
  const total = lengthOf(items);
  let count = 0;
  for (const item of items) {
    run.signal.throwIfAborted();
    tell(run, count, total, note);
    yield item;
    count++;
  }
  tell(run, count, total, note);
}

/**
 * Results of an asynchronous function for every item, in order: several at
 * work at a time, as many as keep the workers busy, with one common progress.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws The signal's reason, when the run aborts, and what `work` throws.
 *
 * @example Usage
 * ```ts
 * import { cell, mlp, teacherStudent, trackAll } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * cell`fits = Five trainings ${(run) =>
 *   trackAll([1, 2, 3, 4, 5], run, (seed) => run.train(net, data, { seed }))}`;
 * ```
 */
export async function trackAll<T, R>(
  items: Iterable<T>,
  run: Pick<Run, "signal" | "progress">,
  work: (item: T) => Promise<R>,
  note: string = "",
): Promise<R[]> {
  checkArguments("do the work", { items, run, work, note }, {
    items: iterable,
    run: aRun,
    work: callable,
    note: text,
  });
  const waiting = [...items].entries();
  const results: R[] = [];
  const total = lengthOf(items);
  let count = 0;
  const abort = new AbortController();
  async function serve(): Promise<void> {
    for (const [i, item] of waiting) {
      abort.signal.throwIfAborted();
      run.signal.throwIfAborted();
      results[i] = await work(item);
      tell(run, ++count, total, note);
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, serve));
  } finally {
    abort.abort();
  }
  return results;
}

const iterable: Option = {
  expected: "a list, or what else can be gone through",
  isType: (value) => typeof Object(value)[Symbol.iterator] === "function",
};

const aRun = holding("the run that a cell's function is handed", {
  signal: abortSignal,
  progress: callable,
});

/** More than there are workers on most machines; the pool queues the rest. */
const lanes = 8;

function tell(
  run: Pick<Run, "progress">,
  count: number,
  total: number | undefined,
  note: string,
): void {
  const words = total === undefined ? `${count}` : `${count} of ${total}`;
  run.progress(
    total ? count / total : undefined,
    note === "" ? words : `${note} ${words}`,
  );
}

function lengthOf(items: object): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  if (typeof length === "number") return length;
  return typeof size === "number" ? size : undefined;
}
