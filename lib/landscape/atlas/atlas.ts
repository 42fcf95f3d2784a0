import type { Objective } from "../../objective/objective.ts";
import { type MinimizeResult, minimizeSteps } from "../../optimize/mod.ts";
import {
  anObjective,
  checkArguments,
  checkOptions,
  countFrom,
  flag,
  holding,
  list,
  listOf,
  number,
  numberFrom,
  oneOf,
  type OptionTable,
  points,
  record,
} from "../../options/mod.ts";
import { checkVector } from "../check.ts";
import { findCriticalPoint } from "../critical/find_critical_point.ts";
import { type Collection, collectionOf } from "./collection.ts";
import { followDescents } from "./descents.ts";
import type { Atlas } from "./types.ts";
import { mapSteps } from "../../steps.ts";

/** How an atlas is made. */
export interface AtlasOptions {
  /**
   * What is tried from each start: "descent", a minimizer, which counts for the
   * basins; "gradientNorm" and "newton", the methods of `findCriticalPoint`,
   * which find saddles as well. The first two by default: from 100 starts of
   * small tanh networks the second found as many saddles as the third, or more,
   * and from 300 of a linear one all.
   */
  readonly searches?: readonly ("descent" | "gradientNorm" | "newton")[];
  /**
   * Whether descents from saddles are followed, true by default; "known": only
   * from those of the atlas it begins with.
   */
  readonly connect?: boolean | "known";
  /** Whether points are proved where a proof is quick; false by default. */
  readonly proofs?: boolean;
  /** How near, in parts of 1 + ‖θ‖, points are the same; 1e-4 by default. */
  readonly tolerance?: number;
  /** Steps of each search at most, 300 by default. */
  readonly maxIterations?: number;
  /** The number of the first start, 0 by default, where there are more lists. */
  readonly firstStart?: number;
  /** An atlas to begin with: this one goes on from there. */
  readonly known?: Atlas;
}

/** What {@linkcode atlas} takes. */
export const atlasOptions: OptionTable<AtlasOptions> = {
  searches: listOf(oneOf("descent", "gradientNorm", "newton")),
  connect: oneOf(true, false, "known"),
  proofs: flag,
  tolerance: numberFrom(0),
  maxIterations: countFrom(1),
  firstStart: countFrom(0),
  known: holding("an atlas", { points: list, connections: list }),
};

/** An atlas under way. */
export interface AtlasStep {
  /** As it is when it is read. */
  readonly atlas: Atlas;
  /** Share of the starts, then of the saddles, 0 … 1. */
  readonly done: number;
  /** What is done. */
  readonly note: "searches" | "descents from saddles";
}

const defaultTolerance = 1e-4;

/**
 * The atlas; see {@linkcode atlasSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   atlas,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const starts = [1, 2].map((seed) => initialize(net, { seed }));
 * const { points } = atlas(objective, starts, { searches: ["descent"] });
 * assert(points.length > 0); // the critical points that were found
 * ```
 */
export function atlas(
  objective: Objective,
  starts: readonly ArrayLike<number>[],
  options: AtlasOptions = {},
): Atlas {
  const turns = atlasSteps(objective, starts, options);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
  }
}

/**
 * The critical points that searches from many starts find, without duplicates
 * under permutations, sign flips and rescaling of hidden neurons, or, where the
 * objective names an invariant, wherever that is equal; and which of them the
 * gradient flow joins. Nothing tells that all have been found.
 *
 * Each is what `certify` says that it is. Without an invariant, points where the
 * Hessian is singular count as one if their index and their residuals on all data
 * are equal: so a line of them, as a split neuron has, counts once.
 *
 * Yields at each step of a descent, and after each search.
 *
 * @throws {RangeError} If a start does not have p entries or is not finite, or an
 * option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { atlas, customObjective } from "@thalweg/thalweg";
 *
 * const twoWells = customObjective({
 *   parameterCount: 2,
 *   loss: ([x, y]) => (x ** 2 - 1) ** 2 + y ** 2,
 *   gradient: ([x, y]) => [4 * x * (x ** 2 - 1), 2 * y],
 *   hessian: ([x]) => [12 * x ** 2 - 4, 0, 0, 2],
 * });
 * const { points, connections } = atlas(twoWells, [[0.1, 1], [2, 0], [-1, 1]]);
 * assertEquals(points.map(({ index }) => index), [0, 1, 0]);
 * assertEquals(connections.map(({ from, to }) => [from, to]), [[1, 0], [1, 2]]);
 * ```
 */
export function* atlasSteps(
  objective: Objective,
  starts: readonly ArrayLike<number>[],
  options: AtlasOptions = {},
): Generator<AtlasStep, Atlas> {
  const act = "make an atlas";
  checkArguments(act, { objective, starts }, {
    objective: anObjective,
    starts: points,
  });
  const from = starts.map((start, k) =>
    checkVector(act, objective, `starts[${k}]`, start)
  );
  checkOptions(act, options, atlasOptions);
  const {
    connect = true,
    proofs = false,
    tolerance = defaultTolerance,
    firstStart = 0,
    known,
  } = options;
  const collection = collectionOf(objective, tolerance, proofs);
  if (known) collection.merge(known);
  const knownCount = collection.size();
  const step = (note: AtlasStep["note"], done: number): AtlasStep => ({
    get atlas() {
      return collection.now();
    },
    done,
    note,
  });
  for (const [k, start] of from.entries()) {
    const turns = searchFrom(
      objective,
      collection,
      start,
      firstStart + k,
      options,
    );
    for (const _ of turns) yield step("searches", k / from.length);
    yield step("searches", (k + 1) / from.length);
  }
  // descents can find more saddles, which then wait at the end
  const last = () => connect === "known" ? knownCount : collection.size();
  for (let k = 0; connect !== false && k < last(); k++) {
    if (collection.isConnected(k)) continue;
    for (const _ of followDescents(objective, collection, k)) {
      yield step("descents from saddles", k / collection.size());
    }
  }
  return collection.now();
}

/** What {@linkcode mergeAtlases} takes. */
export const mergeAtlasesOptions: OptionTable<Pick<AtlasOptions, "tolerance">> =
  { tolerance: numberFrom(0) };

const anAtlas = holding("an atlas", {
  points: list,
  connections: list,
  starts: number,
  descents: number,
  lost: record,
});

/**
 * Two atlases of one objective as one; numbers of the points of `a` stay.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   atlas,
 *   empiricalLoss,
 *   initialize,
 *   mergeAtlases,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const [a, b] = [1, 2].map((seed) =>
 *   atlas(objective, [initialize(net, { seed })], { searches: ["descent"] })
 * );
 * const both = mergeAtlases(objective, a, b);
 * assert(both.points.length <= a.points.length + b.points.length);
 * ```
 */
export function mergeAtlases(
  objective: Objective,
  a: Atlas,
  b: Atlas,
  options: Pick<AtlasOptions, "tolerance"> = {},
): Atlas {
  const act = "merge atlases";
  checkArguments(act, { objective, a, b }, {
    objective: anObjective,
    a: anAtlas,
    b: anAtlas,
  });
  checkOptions(act, options, mergeAtlasesOptions);
  const { tolerance = defaultTolerance } = options;
  const collection = collectionOf(objective, tolerance, false);
  collection.merge(a);
  collection.merge(b);
  return collection.now();
}

/** Searches from one start, with a turn at each step of the descent. */
function* searchFrom(
  objective: Objective,
  collection: Collection,
  start: Float64Array,
  number: number,
  { searches = ["descent", "gradientNorm"], maxIterations = 300 }: AtlasOptions,
): Generator<undefined, void> {
  collection.count(1, searches.includes("descent") ? 1 : 0);
  for (const search of searches) {
    const { status, parameters } = search === "descent"
      ? yield* descent(objective, start, maxIterations)
      : findCriticalPoint(objective, start, { method: search, maxIterations });
    if (status === "non-finite" || status === "gradient-flat") {
      collection.lose(status);
    } else {
      collection.take(parameters, {
        start: number,
        isDescent: search === "descent",
      });
    }
    yield;
  }
}

function* descent(
  objective: Objective,
  start: Float64Array,
  maxIterations: number,
): Generator<undefined, MinimizeResult> {
  const limits = { maxIterations, maxSeconds: Infinity };
  const steps = minimizeSteps(objective, start, limits);
  return yield* mapSteps(steps, () => undefined);
}
