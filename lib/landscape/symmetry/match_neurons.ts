import type { Network } from "../../network/mod.ts";
import { checkFinite, checkParameters } from "../../options/mod.ts";
import { bestRelabeling, type Comparing } from "./best_relabeling.ts";
import {
  type LayerIndices,
  layerIndices,
  type Relabeling,
  relabelLayer,
} from "./relabel.ts";

/** The equivalent parameters nearest to others. */
export interface NeuronMatch {
  /** θ of the second network, its neurons matched with those of the first. */
  readonly parameters: Float64Array;
  /** What was done to each hidden layer, from the first on. */
  readonly relabelings: readonly Relabeling[];
  /** ‖θ − first‖. */
  readonly distance: number;
  /**
   * Whether none of all orders and flips is nearer: with one hidden layer, of no
   * more than ten neurons whose flips biases have to make up for. With more
   * layers, no order of a single one is.
   */
  readonly exact: boolean;
}

/** Sweeps over the layers at most; every one brings the networks nearer. */
const mostSweeps = 100;

/**
 * Orders and flips of the hidden neurons of `other`, which leave its function as
 * it is, so that it comes as near to θ as can be, in ‖·‖₂.
 *
 * By the Hungarian method: exact for one hidden layer, sign flips included, those
 * of odd and even activations and those that the next biases have to make up for,
 * as of sigmoid: of these every set of up to ten neurons is tried, of more the sets
 * that differ by one. For more layers, layer by layer until nothing changes, from
 * the neurons as they are and from a match of the first layers alone.
 *
 * @throws {RangeError} If θ or other does not have p finite entries.
 * @throws {TypeError} If an argument is of another type.
 *
 * @see Ainsworth, Hayase and Srinivasa, Git re-basin: merging models modulo
 * permutation symmetries, 2022, section 3.2.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { initialize, matchNeurons, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const θ = initialize(net, { seed: 1 });
 * const { distance } = matchNeurons(net, θ, θ);
 * assertAlmostEquals(distance, 0, 1e-12);
 * ```
 */
export function matchNeurons(
  net: Network,
  θ: ArrayLike<number>,
  other: ArrayLike<number>,
): NeuronMatch {
  const act = "match neurons";
  const first = checkParameters(act, net, θ);
  const second = checkParameters(act, net, other, "other");
  checkFinite(act, "θ", first);
  checkFinite(act, "other", second);
  return matchWith(layerIndices(net), first, second);
}

/** {@linkcode matchNeurons} for one pair of many. */
export function matchWith(
  layers: readonly LayerIndices[],
  first: Float64Array,
  second: Float64Array,
  comparing: Pick<Comparing, "shifts"> = {},
): NeuronMatch {
  if (layers.length <= 1) return refined(layers, first, second, comparing);
  const matches = [
    refined(layers, first, second, comparing),
    refined(layers, first, second, comparing, "forward"),
  ];
  return matches[0].distance <= matches[1].distance ? matches[0] : matches[1];
}

function refined(
  layers: readonly LayerIndices[],
  first: Float64Array,
  second: Float64Array,
  { shifts }: Pick<Comparing, "shifts">,
  start?: "forward",
): NeuronMatch {
  let θ: Float64Array = second.slice();
  let spare: Float64Array = new Float64Array(θ.length);
  const relabelings: Relabeling[] = layers.map(({ layer, width }) => ({
    layer,
    order: Int32Array.from({ length: width }, (_, i) => i),
    signs: new Int8Array(width).fill(1),
  }));

  function improve(l: number, onlyIncoming: boolean): void {
    const step = bestRelabeling(layers[l], first, θ, { onlyIncoming, shifts });
    exact &&= step.exact;
    relabelLayer(layers[l], θ, step, spare);
    const nearer = squaredDistance(first, spare) <
      squaredDistance(first, θ) * (1 - 1e-14);
    if (!nearer && !onlyIncoming) return;
    [θ, spare] = [spare, θ];
    const { order, signs } = relabelings[l];
    relabelings[l] = {
      layer: layers[l].layer,
      order: step.order.map((i) => order[i]),
      signs: step.signs.map((sign, i) => sign * signs[step.order[i]]),
    };
    changed = true;
  }

  let changed = true;
  let exact = layers.length <= 1;
  if (start === "forward") layers.forEach((_, l) => improve(l, true));
  for (let sweep = 0; changed && sweep < mostSweeps; sweep++) {
    changed = false;
    layers.forEach((_, l) => improve(l, false));
  }
  return {
    parameters: θ,
    relabelings,
    distance: Math.sqrt(squaredDistance(first, θ)),
    exact,
  };
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}
