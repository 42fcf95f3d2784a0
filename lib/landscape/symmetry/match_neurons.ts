import type { Network } from "../../network/mod.ts";
import { checkFinite, checkParameters } from "../../options/mod.ts";
import { leastAssignment } from "./assignment.ts";
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
   * Whether none of all orders and flips is nearer: with one hidden layer. With
   * more, no order of a single layer is.
   */
  readonly exact: boolean;
}

/** Sweeps over the layers at most; every one brings the networks nearer. */
const mostSweeps = 100;

/**
 * Orders and flips of the hidden neurons of `other`, which leave its function as
 * it is, so that it comes as near to θ as can be, in ‖·‖₂.
 *
 * By the Hungarian method: exact for one hidden layer, sign flips of odd and even
 * activations included; for more, layer by layer until nothing changes, from the
 * neurons as they are and from a match of the first layers alone. Flips that
 * biases have to make up for, as of sigmoid, are not tried.
 *
 * @throws {RangeError} If θ or other does not have p finite entries.
 * @throws {TypeError} If an argument is of another type.
 *
 * @see Ainsworth, Hayase and Srinivasa, Git re-basin: merging models modulo
 * permutation symmetries, 2022, section 3.2.
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
): NeuronMatch {
  if (layers.length <= 1) return refined(layers, first, second);
  const matches = [
    refined(layers, first, second),
    refined(layers, first, second, "forward"),
  ];
  return matches[0].distance <= matches[1].distance ? matches[0] : matches[1];
}

function refined(
  layers: readonly LayerIndices[],
  first: Float64Array,
  second: Float64Array,
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
    const step = bestRelabeling(layers[l], first, θ, onlyIncoming);
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
  if (start === "forward") layers.forEach((_, l) => improve(l, true));
  for (let sweep = 0; changed && sweep < mostSweeps; sweep++) {
    changed = false;
    layers.forEach((_, l) => improve(l, false));
  }
  return {
    parameters: θ,
    relabelings,
    distance: Math.sqrt(squaredDistance(first, θ)),
    exact: layers.length <= 1,
  };
}

/** The order and flips of one layer that come nearest, all others as they are. */
function bestRelabeling(
  { width, incoming, outgoing, mirrors, alike }: LayerIndices,
  first: Float64Array,
  second: Float64Array,
  onlyIncoming: boolean,
): Pick<Relabeling, "order" | "signs"> {
  const costs = new Float64Array(width * width);
  const flips = new Int8Array(width * width).fill(1);
  let largest = 0;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      let plain = 0;
      let flipped = 0;
      for (let k = 0; k < incoming[i].length; k++) {
        const [a, b] = [first[incoming[i][k]], second[incoming[j][k]]];
        plain += (a - b) ** 2;
        flipped += (a + b) ** 2;
      }
      const mirror = mirrors[j];
      for (let r = 0; r < outgoing[i].length && !onlyIncoming; r++) {
        const [a, b] = [first[outgoing[i][r]], second[outgoing[j][r]]];
        plain += (a - b) ** 2;
        flipped += (a - (mirror?.sign ?? 1) * b) ** 2;
      }
      const turns = mirror?.constant === 0 && flipped < plain;
      costs[i * width + j] = turns ? flipped : plain;
      if (turns) flips[i * width + j] = -1;
      largest = Math.max(largest, costs[i * width + j]);
    }
  }
  for (let i = 0; i < width; i++) { // never in an assignment of least cost
    for (let j = 0; j < width; j++) {
      if (i !== j && !alike(i, j)) {
        costs[i * width + j] = (width + 1) * (1 + largest);
      }
    }
  }
  const order = leastAssignment(costs, width);
  return {
    order,
    signs: Int8Array.from(order, (j, i) => flips[i * width + j]),
  };
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}
