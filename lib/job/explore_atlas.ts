import {
  type Atlas,
  type AtlasOptions,
  atlasOptions,
  emptyAtlas,
  mergeAtlases,
} from "../landscape/mod.ts";
import {
  checkArguments,
  checkOptions,
  defined,
  type OptionTable,
  points,
  record,
  without,
} from "../options/mod.ts";
import { inOrder } from "./in_order.ts";
import type { AtlasJob, ObjectiveSource } from "./kinds.ts";
import { objectiveFromSpecification } from "./objectives/known.ts";
import { type RunJobOptions, runJobOptions } from "./run_job.ts";
import { isObjective } from "./is_objective.ts";

/** Options of {@linkcode exploreAtlas}. */
export interface ExploreAtlasOptions
  extends
    Omit<AtlasOptions, "firstStart">,
    Pick<RunJobOptions<Atlas>, "memo" | "onSource" | "signal"> {}

/** What {@linkcode exploreAtlas} takes beside objective and starts. */
export const exploreAtlasOptions: OptionTable<ExploreAtlasOptions> = {
  ...without(atlasOptions, "firstStart"),
  ...without(runJobOptions, "onProgress"),
};

/** An atlas that still grows. */
export interface AtlasSoFar {
  /** All that has been found. */
  readonly atlas: Atlas;
  /** Share of the starts, then of the saddles that are known, 0 … 1. */
  readonly done: number;
  /** What is done. */
  readonly note: "searches" | "descents from saddles";
}

/** Parts of the work: many enough to watch, large enough to be worth a message. */
const parts = 64;
const largestPart = 50;

/**
 * {@linkcode atlas} over the pool: the atlas so far, again and again, as parts of
 * the starts have been searched from, and then the descents from each saddle. The
 * last one is that of `atlas` alone, whatever the number of workers.
 *
 * Whoever stops taking results, or aborts the signal, stops the work.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @throws While taking results: what a job throws, or the signal's reason.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   atlas,
 *   closeWorkers,
 *   empiricalLoss,
 *   exploreAtlas,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * for await (const { atlas } of exploreAtlas(objective, [θ], {
 *   searches: ["descent"],
 * })) {
 *   assert(atlas.points.length > 0);
 * }
 * closeWorkers();
 * ```
 */
export function exploreAtlas(
  objective: ObjectiveSource,
  starts: readonly Float64Array[],
  options: ExploreAtlasOptions = {},
): AsyncGenerator<AtlasSoFar, void> {
  const act = "make an atlas";
  checkArguments(act, { objective, starts }, {
    objective: { ...record, expected: "an objective" },
    starts: points,
  });
  checkOptions(act, options, exploreAtlasOptions);
  return explore(objective, starts, options);
}

async function* explore(
  objective: ObjectiveSource,
  starts: readonly Float64Array[],
  options: ExploreAtlasOptions,
): AsyncGenerator<AtlasSoFar, void> {
  const { connect = true, known, signal, memo = true, onSource, ...rest } =
    options;
  const searching = defined(rest);
  const { tolerance } = options;
  const running = { memo, ...(onSource && { onSource }) };
  const here = isObjective(objective)
    ? objective
    : objectiveFromSpecification(objective);
  const size = Math.min(
    largestPart,
    Math.max(1, Math.ceil(starts.length / parts)),
  );
  let atlas = known ?? emptyAtlas;
  const merge = (part: Atlas) =>
    atlas = mergeAtlases(here, atlas, part, defined({ tolerance }));

  const searches: AtlasJob[] = [];
  for (let first = 0; first < starts.length; first += size) {
    searches.push({
      kind: "atlas",
      objective,
      starts: starts.slice(first, first + size),
      options: { ...searching, connect: false, firstStart: first },
    });
  }
  let done = 0;
  for await (const part of inOrder(searches, signal, running)) {
    merge(part);
    yield { atlas, done: ++done / searches.length, note: "searches" };
  }

  // descents can find saddles that are new, so there are rounds of them
  while (connect) {
    const waiting = atlas.points.filter(({ isConnected }) => !isConnected);
    if (waiting.length === 0) break;
    const descents = waiting.map((point): AtlasJob => ({
      kind: "atlas",
      objective,
      starts: [],
      options: { ...searching, known: alone(point), connect: "known" },
    }));
    done = 0;
    for await (const part of inOrder(descents, signal, running)) {
      merge(part);
      done++;
      yield {
        atlas,
        done: done / descents.length,
        note: "descents from saddles",
      };
    }
  }
}

/** An atlas of a point that no search has counted. */
function alone(point: Atlas["points"][number]): Atlas {
  return {
    ...emptyAtlas,
    points: [{ ...point, searches: 0, descents: 0, starts: [] }],
  };
}
