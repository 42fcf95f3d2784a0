import type { Network } from "../../network/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import {
  checkOptions,
  oneOf,
  type OptionTable,
  sizeFrom,
} from "../../options/mod.ts";
import { checkVector } from "../check.ts";
import { matchWith } from "../symmetry/match_neurons.ts";
import {
  type LayerIndices,
  layerIndices,
  type Relabeling,
  relabelLayer,
} from "../symmetry/relabel.ts";
import { allRelabelings, countRelabelings, neighbors } from "./relabelings.ts";
import {
  type Interpolation,
  interpolation,
  type InterpolationOptions,
  interpolationOptions,
} from "./interpolation.ts";
import { toEnd } from "../../steps.ts";

/** How two networks are brought together. */
export interface BarrierOptions extends InterpolationOptions {
  /**
   * Which order and flips of the second one's hidden neurons: "none", as they
   * are; "distance", the default, the nearest one, see `matchNeurons`; "barrier",
   * the one of the least barrier: of all where one hidden layer has at most
   * `most`, else the best of a search.
   */
  readonly match?: "none" | "distance" | "barrier";
  /** Orders × flips that are all tried; 50 000 by default. */
  readonly most?: number;
}

/** What {@linkcode barrier} takes. */
export const barrierOptions: OptionTable<BarrierOptions> = {
  ...interpolationOptions,
  match: oneOf("none", "distance", "barrier"),
  most: sizeFrom(1),
};

/** The barrier between two networks. */
export interface Barrier extends Interpolation {
  /** θ of the second network as it was matched. */
  readonly parameters: Float64Array;
  /** What was done to its hidden layers; none with "none". */
  readonly relabelings: readonly Relabeling[];
  /** Orders × flips that were tried. */
  readonly tried: number;
  /** Orders × flips that there are; may be infinite in float64. */
  readonly count: number;
  /** Whether all were tried, so that no other has a lower barrier. */
  readonly exhaustive: boolean;
  /** That in words. */
  readonly sentence: string;
}

/** A search under way. */
export interface BarrierStep {
  /** The best so far. */
  readonly barrier: Barrier;
  /** Share of what is to be tried; absent where that is not known. */
  readonly done?: number;
}

/** tanh of width 6 has 46 080, relu of width 8 has 40 320. */
const defaultMost = 50_000;

/** Candidates between two looks from outside. */
const slice = 50;

/**
 * The barrier; see {@linkcode barrierSteps}.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   barrier,
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
 * const path = barrier(objective, θ, initialize(net, { seed: 3 }));
 * assert(path.barrier >= 0, path.sentence); // after neurons are matched
 * ```
 */
export function barrier(
  objective: Objective,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  options: BarrierOptions = {},
): Barrier {
  return toEnd(barrierSteps(objective, from, to, options));
}

/**
 * The barrier on the straight line from one network's parameters to another's,
 * whose hidden neurons are first brought in an order, and flipped, so that both
 * go together. Yields now and then.
 *
 * Cost with "barrier": a path of losses per order and flips, most of them left
 * after the first few points, where they are already higher than the best.
 *
 * @throws {RangeError} If lengths do not fit, a number is not finite, or an
 * option has no meaning.
 * @throws {TypeError} If an argument is of another type, an option unknown, or
 * neurons are to be matched of an objective without a network.
 *
 * @see Entezari, Sedghi, Saukh and Neyshabur, The role of permutation invariance
 * in linear mode connectivity of neural networks, 2021.
 */
export function* barrierSteps(
  objective: Objective,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  options: BarrierOptions = {},
): Generator<BarrierStep, Barrier> {
  const act = "find a barrier";
  const a = checkVector(act, objective, "from", from);
  const b = checkVector(act, objective, "to", to);
  checkOptions(act, options, barrierOptions);
  const { match = "distance", most = defaultMost, resolution = 51 } = options;
  const layers = match === "none" ? [] : layersOf(act, objective.network);
  const count = countRelabelings(layers);
  const path = (θ: Float64Array) =>
    interpolation(objective, a, θ, { resolution });

  function found(
    relabelings: readonly Relabeling[],
    tried: number,
    exhaustive: boolean,
  ): Barrier {
    const parameters = relabeled(layers, b, relabelings);
    return {
      ...path(parameters),
      parameters,
      relabelings,
      tried,
      count,
      exhaustive,
      sentence: sentenceOf(match, tried, count, exhaustive),
    };
  }

  if (match === "none") return found([], 1, false);
  const nearest = matchWith(layers, a, b).relabelings;
  if (match === "distance") return found(nearest, 1, count === 1);

  let best = nearest;
  let least = path(relabeled(layers, b, best)).barrier;
  let tried = 1;
  const isLower = lowerThan(objective, a, resolution);

  function consider(candidate: readonly Relabeling[]): boolean {
    tried++;
    const θ = relabeled(layers, b, candidate);
    if (!isLower(θ, least)) return false;
    best = candidate;
    least = path(θ).barrier;
    return true;
  }

  if (layers.length === 1 && count <= most) {
    tried = 0; // the nearest one comes again
    for (const candidate of allRelabelings(layers[0])) {
      consider([candidate]);
      if (tried % slice === 0) {
        yield {
          get barrier() {
            return found(best, tried, false);
          },
          done: tried / count,
        };
      }
    }
    return found(best, tried, true);
  }
  for (let better = true; better && tried < most;) {
    better = false;
    for (const candidate of neighbors(layers, best)) {
      if (consider(candidate)) better = true;
      if (tried >= most) break;
      if (tried % slice === 0) {
        yield {
          get barrier() {
            return found(best, tried, false);
          },
        };
      }
      if (better) break;
    }
  }
  return found(best, tried, false);
}

/**
 * Whether the path to a point has a lower barrier than a bound: the middle is
 * looked at first, and the first point above the bound is the last.
 */
function lowerThan(
  objective: Objective,
  a: Float64Array,
  resolution: number,
): (θ: Float64Array, bound: number) => boolean {
  const p = a.length;
  const point = new Float64Array(p);
  const last = resolution - 1;
  const order = Array.from({ length: resolution - 2 }, (_, k) => k + 1)
    .sort((i, j) => Math.abs(2 * i - last) - Math.abs(2 * j - last));
  const first = objective.loss(a);
  return (θ, bound) => {
    const end = objective.loss(θ);
    return order.every((k) => {
      const t = k / last;
      for (let i = 0; i < p; i++) point[i] = (1 - t) * a[i] + t * θ[i];
      return objective.loss(point) - (1 - t) * first - t * end < bound;
    });
  };
}

function relabeled(
  layers: readonly LayerIndices[],
  θ: Float64Array,
  relabelings: readonly Relabeling[],
): Float64Array {
  let point: Float64Array = θ.slice();
  for (const [l, layer] of layers.entries()) {
    if (relabelings[l] === undefined) continue;
    point = relabelLayer(
      layer,
      point,
      relabelings[l],
      new Float64Array(θ.length),
    );
  }
  return point;
}

function layersOf(
  act: string,
  network: Network | undefined,
): readonly LayerIndices[] {
  if (network !== undefined) return layerIndices(network);
  throw new TypeError(
    `Cannot ${act}: an objective without a network, expected one with a network, or match "none"`,
  );
}

function sentenceOf(
  match: "none" | "distance" | "barrier",
  tried: number,
  count: number,
  exhaustive: boolean,
): string {
  const all = count < 1e15 ? `${count}` : `${count.toExponential(1)}`;
  if (match === "none") return "The neurons as they are.";
  if (exhaustive) {
    return `The least barrier of all ${all} orders and flips of the hidden neurons, at the points looked at.`;
  }
  return match === "distance"
    ? `The neurons matched by distance, one of ${all} orders and flips: others can have a lower barrier.`
    : `The least barrier of ${tried} orders and flips of the hidden neurons, of ${all}: not exhaustive.`;
}
