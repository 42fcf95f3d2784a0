import {
  callable,
  checkArguments,
  holding,
  number,
  numbers,
  oneOf,
  type OptionTable,
  points as vectors,
  record,
} from "../options/mod.ts";
import { log1p } from "../special/mod.ts";
import { makeRecorder, type RecorderState } from "./recorder.ts";

/** Where a descent stands before an update. */
export interface DescentState {
  /** Updates made so far. */
  readonly iteration: number;
  /** θ; valid until the next update. */
  readonly parameters: Float64Array;
  /** L at θ, on all samples. */
  readonly loss: number;
  /**
   * ∇L at θ, valid until the next update; with minibatches that of the last one,
   * before its update, but at the start that of all samples.
   */
  readonly gradient: Float64Array;
}

/** How the entries of a history lie along its iterations. */
export type HistorySpacing = "even" | "geometric";

/** What a descent keeps of its way, in bounded memory. */
export interface HistoryOptions {
  /** Most entries, the last one not counted; default 2000. */
  readonly points?: number;
  /**
   * "even", the default: entries as many updates apart; "geometric": as far apart
   * on a logarithmic axis of 1 + iteration, some 70 a decade at most.
   */
  readonly spacing?: HistorySpacing;
  /** What to keep of an entry; default the loss, as "loss". */
  readonly log?: (state: DescentState) => Logged;
  /** The history of the run that this one goes on from, of as many points. */
  readonly earlier?: TrainingHistory;
}

const aSpacing = oneOf("even", "geometric");

/** What a descent takes that keeps a history. */
export const historyOptions: OptionTable<HistoryOptions> = {
  points: number,
  spacing: aSpacing,
  log: callable,
  earlier: record,
};

/** Named numbers at one iteration. */
export type Logged = Readonly<Record<string, number>>;

/**
 * What was kept along a training, oldest first. All lists have the same length;
 * plain data.
 */
export interface TrainingHistory {
  /** Updates made before each entry, ascending; the last entry is the end. */
  readonly iterations: Float64Array;
  /** θ at each entry. */
  readonly parameters: readonly Float64Array[];
  /** What was logged, by name; NaN where an entry lacks it. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** Which entries stay, from the first on, when the run goes on. */
  readonly recorded?: RecorderState;
}

/** Collects a {@linkcode TrainingHistory} in bounded memory. */
export interface HistoryRecorder {
  /** Whether an entry for this iteration would be kept now. */
  wants(iteration: number): boolean;
  /**
   * Keeps an entry, whatever its iteration. Copies θ and the values.
   *
   * @throws {TypeError} If a value is no number.
   */
  add(iteration: number, θ: Float64Array, values: Logged): void;
  /**
   * Keeps an entry until the next one comes: where a run happens to stop.
   *
   * @throws {TypeError} If a value is no number.
   */
  addLast(iteration: number, θ: Float64Array, values: Logged): void;
  /** All entries so far. */
  history(): TrainingHistory;
}

interface Entry {
  readonly iteration: number;
  readonly parameters: Float64Array;
  readonly values: Logged;
}

/** Entries kept where the caller does not say how many. */
const defaultPoints = 2000;

/** Where an iteration lies, and how far apart entries are at first. */
const spacings: Record<
  HistorySpacing,
  { readonly place: (iteration: number) => number; readonly first: number }
> = {
  even: { place: (iteration) => iteration, first: 1 },
  geometric: { place: log1p, first: 1 / 32 },
};

const aHistory = holding("a history", {
  iterations: numbers,
  parameters: vectors,
  values: record,
});

/**
 * Keeps at most `points` entries and the last one: when they become too many,
 * every other one goes and the distance between iterations doubles. So the end
 * need not be known beforehand, and what goes on from an earlier history keeps
 * what it would have kept without a stop.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If `points` is not an integer from 2 on.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   historyRecorder,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const recorder = historyRecorder(10);
 * recorder.add(0, θ, { loss: objective.loss(θ) });
 * assertEquals(recorder.history().iterations.length, 1);
 * ```
 */
export function historyRecorder(
  points: number = defaultPoints,
  earlier?: TrainingHistory,
  spacing: HistorySpacing = "even",
): HistoryRecorder {
  if (!Number.isSafeInteger(points) || points < 2) {
    throw new RangeError(
      `Cannot record a history: ${points} points, expected an integer from 2 on`,
    );
  }
  checkArguments("record a history", { spacing }, { spacing: aSpacing });
  if (earlier !== undefined) {
    checkArguments("record a history", { earlier }, { earlier: aHistory });
  }
  const before = earlier ? entriesOf(earlier) : [];
  const { place, first } = spacings[spacing];
  const recorded = earlier?.recorded ?? {
    spacing: first,
    indices: before.map(({ iteration }) =>
      Math.floor(place(iteration) / first)
    ),
  };
  const recorder = makeRecorder<Entry>(
    points,
    recorded,
    before.slice(0, recorded.indices.length),
  );
  let last = before.at(-1);

  function wants(iteration: number): boolean {
    return place(iteration) >= recorder.next();
  }

  function addLast(iteration: number, θ: Float64Array, values: Logged): Entry {
    return last = {
      iteration,
      parameters: θ.slice(),
      values: checked(values),
    };
  }

  return {
    wants,
    add(iteration, θ, values) {
      const entry = addLast(iteration, θ, values);
      if (wants(iteration)) recorder.add(place(iteration), entry);
    },
    addLast,
    history() {
      const entries = recorder.items();
      const kept = !last || entries.at(-1)?.iteration === last.iteration
        ? entries
        : [...entries, last];
      const names = new Set(kept.flatMap(({ values }) => Object.keys(values)));
      return {
        iterations: Float64Array.from(kept, ({ iteration }) => iteration),
        parameters: kept.map(({ parameters }) => parameters),
        values: Object.fromEntries(
          Array.from(names, (name) => [
            name,
            Float64Array.from(kept, ({ values }) => values[name] ?? NaN),
          ]),
        ),
        recorded: recorder.state(),
      };
    },
  };
}

function entriesOf(
  { iterations, parameters, values }: TrainingHistory,
): Entry[] {
  return parameters.map((θ, k) => ({
    iteration: iterations[k],
    parameters: θ,
    values: Object.fromEntries(
      Object.entries(values).map(([name, list]) => [name, list[k]]),
    ),
  }));
}

/** A copy of what was logged, which notebooks do not check for types. */
function checked(values: Logged): Logged {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "number") continue;
    throw new TypeError(
      `Cannot record "${name}": ${String(value)}, expected a number`,
    );
  }
  return { ...values };
}

/**
 * Index of the entry nearest to an iteration; −1 for an empty history.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   nearestEntry,
 *   optimize,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { history } = optimize(objective, θ, {
 *   steps: 20,
 *   history: { points: 5 },
 * });
 * assertEquals(nearestEntry(history!, 0), 0);
 * ```
 */
export function nearestEntry(
  history: TrainingHistory,
  iteration: number,
): number {
  checkArguments("find the entry", { history, iteration }, {
    history: aHistory,
    iteration: number,
  });
  const { iterations } = history;
  let low = 0;
  let high = iterations.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (iterations[middle] <= iteration) low = middle;
    else high = middle;
  }
  return iteration - iterations[low] <= iterations[high] - iteration
    ? low
    : high;
}
