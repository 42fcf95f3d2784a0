import { hiddenLayers } from "../../curvature/mod.ts";
import type { Network } from "../../network/mod.ts";

/** The neurons of a hidden layer in another order, some with signs flipped. */
export interface Relabeling {
  /** The layer, counted from 1 as in names of parameters. */
  readonly layer: number;
  /** order[i] is the old number of the neuron that becomes number i. */
  readonly order: Int32Array;
  /** −1 where input weights and bias of new neuron i are negated, else 1. */
  readonly signs: Int8Array;
}

/** How f(−z) follows from f(z): sign f(z) + constant. */
interface Mirror {
  readonly sign: 1 | -1;
  readonly constant: number;
}

/** Where the weights of a hidden layer's neurons are, and what they allow. */
export interface LayerIndices {
  readonly layer: number;
  readonly width: number;
  /** Of each neuron's input weights and bias. */
  readonly incoming: readonly (readonly number[])[];
  /** Of each neuron's output weights. */
  readonly outgoing: readonly (readonly number[])[];
  /** Of the next layer's biases, where it has them. */
  readonly nextBiases: readonly number[] | undefined;
  /** Of each neuron; absent where a flip changes the function. */
  readonly mirrors: readonly (Mirror | undefined)[];
  /** d of each neuron with f(cx) = cᵈ f(x) for c > 0, where it has one. */
  readonly degrees: readonly (number | undefined)[];
  /** Whether two neurons have the same activation. */
  readonly alike: (i: number, j: number) => boolean;
}

/** The hidden layers of a network, from the first on. */
export function layerIndices(net: Network): readonly LayerIndices[] {
  return hiddenLayers(net).map((layer) => {
    const { number, width, incoming, outgoing, nextBiases } = layer;
    const neurons = Array.from({ length: width }, (_, i) => i);
    return {
      layer: number,
      width,
      incoming: neurons.map(incoming),
      outgoing: neurons.map(outgoing),
      nextBiases,
      mirrors: neurons.map((i) => {
        const { mirror } = layer.symmetryOf(i);
        // the next biases have to take up the constant
        return mirror && (mirror.constant === 0 || nextBiases)
          ? mirror
          : undefined;
      }),
      degrees: neurons.map((i) => layer.symmetryOf(i).degree),
      alike: layer.alike,
    };
  });
}

/** Writes θ with one layer relabeled into `out`, which is not θ. */
export function relabelLayer(
  indices: LayerIndices,
  θ: Float64Array,
  { order, signs }: Pick<Relabeling, "order" | "signs">,
  out: Float64Array,
): Float64Array {
  const { incoming, outgoing, nextBiases, mirrors } = indices;
  out.set(θ);
  for (let i = 0; i < order.length; i++) {
    const old = order[i];
    const flipped = signs[i] < 0;
    const { sign, constant } = flipped && mirrors[old] || unflipped;
    for (let k = 0; k < incoming[i].length; k++) {
      out[incoming[i][k]] = signs[i] * θ[incoming[old][k]];
    }
    for (let r = 0; r < outgoing[i].length; r++) {
      const a = sign * θ[outgoing[old][r]];
      out[outgoing[i][r]] = a;
      // a f(−z) = a (sign f(z) + constant): the biases take the constant away
      if (constant !== 0) out[nextBiases![r]] -= a * constant;
    }
  }
  return out;
}

const unflipped: Mirror = { sign: 1, constant: 0 };
