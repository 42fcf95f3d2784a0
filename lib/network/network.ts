import type { ActivationChoice } from "./activation.ts";

/**
 * A fully connected layer: width × (fanIn + bias) parameters, row-major, the
 * bias in the last column.
 */
export interface Layer {
  /** Number of neurons. */
  readonly width: number;
  /** Number of inputs of each neuron, the bias not counted. */
  readonly fanIn: number;
  /** One activation for the layer, or one per neuron. */
  readonly activation: ActivationChoice | readonly ActivationChoice[];
  /** Whether each neuron has a bias. */
  readonly bias: boolean;
  /** Where the layer's block begins in θ. */
  readonly offset: number;
}

/** A multilayer perceptron: the shape, not the parameters. */
export interface Network {
  /** Number of input features. */
  readonly inputs: number;
  /** Number of outputs: the width of the last layer. */
  readonly outputs: number;
  /** The layers, from the first hidden one to the output. */
  readonly layers: readonly Layer[];
  /** Length of θ. */
  readonly parameterCount: number;
  /** The text form, which `mlp` reads back: "2 → 5 tanh → 1". */
  readonly text: string;
}

/** The plain data from which `network` builds a {@linkcode Network}. */
export interface NetworkSpecification {
  /** Number of input features. */
  readonly inputs: number;
  /** One entry per layer; `activation` defaults to identity, `bias` to true. */
  readonly layers: readonly {
    readonly width: number;
    readonly activation?: ActivationChoice | readonly ActivationChoice[];
    readonly bias?: boolean;
  }[];
}
