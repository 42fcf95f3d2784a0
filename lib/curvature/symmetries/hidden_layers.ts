import {
  type ActivationChoice,
  type ActivationSymmetry,
  activationSymmetry,
  activationText,
  isCustomActivation,
  type Layer,
  type Network,
} from "../../network/mod.ts";

/** A layer whose neurons feed another one: where their weights are in θ. */
export interface HiddenLayer {
  /** Counted from 1. */
  readonly number: number;
  /** How many neurons it has. */
  readonly width: number;
  /** Indices of the input weights of a neuron, and of its bias. */
  readonly incoming: (neuron: number) => readonly number[];
  /** Index of the bias of a neuron, where it has one. */
  readonly biasOf: (neuron: number) => number | undefined;
  /** Indices of the weights from a neuron to the next layer, by its neurons. */
  readonly outgoing: (neuron: number) => readonly number[];
  /** Indices of the next layer's biases, where it has them. */
  readonly nextBiases: readonly number[] | undefined;
  /** What is known of the activation of a neuron. */
  readonly symmetryOf: (neuron: number) => ActivationSymmetry;
  /** Whether two neurons have the same activation. */
  readonly alike: (i: number, j: number) => boolean;
}

/** All layers but the last. */
export function hiddenLayers(net: Network): HiddenLayer[] {
  return net.layers.slice(0, -1).map((layer, l) =>
    hiddenLayer(layer, net.layers[l + 1], l + 1)
  );
}

function hiddenLayer(layer: Layer, next: Layer, number: number): HiddenLayer {
  const { width, fanIn, bias, offset } = layer;
  const columns = fanIn + (bias ? 1 : 0);
  const nextColumns = next.fanIn + (next.bias ? 1 : 0);
  const nextNeurons = Array.from({ length: next.width }, (_, r) => r);
  const place = (r: number, column: number) =>
    next.offset + r * nextColumns + column;
  const choices = neuronActivations(layer);
  const symmetries = new Map<ActivationChoice, ActivationSymmetry>();
  return {
    number,
    width,
    incoming: (i) =>
      Array.from({ length: columns }, (_, k) => offset + i * columns + k),
    biasOf: (i) => bias ? offset + i * columns + fanIn : undefined,
    outgoing: (i) => nextNeurons.map((r) => place(r, i)),
    nextBiases: next.bias
      ? nextNeurons.map((r) => place(r, next.fanIn))
      : undefined,
    symmetryOf(i) {
      const choice = choices[i];
      const known = symmetries.get(choice) ?? activationSymmetry(choice);
      symmetries.set(choice, known);
      return known;
    },
    alike(i, j) {
      const [a, b] = [choices[i], choices[j]];
      if (a === b) return true;
      if (isCustomActivation(a) || isCustomActivation(b)) return false;
      return activationText(a) === activationText(b);
    },
  };
}

function neuronActivations(
  { width, activation }: Layer,
): readonly ActivationChoice[] {
  return Array.isArray(activation) ? activation : Array(width).fill(activation);
}
