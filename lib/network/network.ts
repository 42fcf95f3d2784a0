import {
  anyOf,
  checkOptions,
  flag,
  listOf,
  nested,
  number,
  type OptionTable,
  required,
  text,
} from "../options/mod.ts";
import {
  type ActivationChoice,
  activationChoice,
  activationText,
  isCustomActivation,
  normalizeActivation,
} from "./activation.ts";

/**
 * A fully connected layer: width × (fanIn + bias) parameters, row-major, the
 * bias in the last column.
 */
export interface Layer {
  /** Number of neurons. */
  readonly width: number;
  /** Number of inputs of each neuron, the bias not counted. */
  readonly fanIn: number;
  /**
   * One activation for the layer, or one per neuron, in standard form: a bare
   * name, a name with all its parameters, or own functions.
   */
  readonly activation: ActivationChoice | readonly ActivationChoice[];
  /** Whether each neuron has a bias. */
  readonly bias: boolean;
  /** Where the layer's block begins in θ. */
  readonly offset: number;
}

/**
 * A multilayer perceptron: the shape, not the parameters. Plain data (unless
 * an activation is the user's own functions), and a specification of itself.
 */
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

/** The plain data of one layer. */
export interface LayerSpecification {
  /** Number of neurons. */
  readonly width: number;
  /** One activation for the layer, or one per neuron; default identity. */
  readonly activation?: ActivationChoice | readonly ActivationChoice[];
  /** Whether each neuron has a bias; default true. */
  readonly bias?: boolean;
}

/** The plain data from which `network` builds a {@linkcode Network}. */
export interface NetworkSpecification {
  /** Number of input features. */
  readonly inputs: number;
  /** One entry per layer, from the first hidden one to the output. */
  readonly layers: readonly LayerSpecification[];
}

/** 16 GB of them; of more than 2⁵³ not even the number would be right. */
const mostParameters = 2 ** 31 - 1;

/**
 * What {@linkcode network} takes of a layer. A built layer is one: what follows
 * from the others is found anew.
 */
export const layerOptions: OptionTable<LayerSpecification & Layer> = {
  width: required(number),
  activation: anyOf(activationChoice, listOf(activationChoice)),
  bias: flag,
  fanIn: number,
  offset: number,
};

/** What {@linkcode network} takes; a built network is a specification too. */
export const networkOptions: OptionTable<NetworkSpecification & Network> = {
  inputs: required(number),
  layers: required(listOf(nested(layerOptions))),
  outputs: number,
  parameterCount: number,
  text,
};

/**
 * Builds a network: checks the shape, finds each layer's place in θ.
 *
 * @throws {RangeError} If a width is not a positive integer, an activation is
 * unknown, a list of activations is not as long as its layer is wide, softmax
 * stands before the last layer, or there are more than 2³¹ − 1 parameters.
 * @throws {TypeError} If a name is unknown or a value of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { network } from "@thalweg/thalweg";
 *
 * const net = network({
 *   inputs: 2,
 *   layers: [{ width: 5, activation: "tanh" }, { width: 1 }],
 * });
 * assertEquals(net.parameterCount, 21);
 * assertEquals(net.text, "2 → 5 tanh → 1");
 * ```
 */
export function network(specification: NetworkSpecification): Network {
  checkOptions("build the network", specification, networkOptions);
  const { inputs } = specification;
  requirePositiveInteger(inputs, `${inputs} inputs`, "a positive integer");
  if (specification.layers.length === 0) {
    throw new RangeError(
      "Cannot build the network: no layers, expected at least one",
    );
  }
  const layers: Layer[] = [];
  let offset = 0;
  let fanIn = inputs;
  for (const [index, layer] of specification.layers.entries()) {
    const { width, bias = true } = layer;
    requirePositiveInteger(
      width,
      `layer ${index + 1} has width ${width}`,
      "a positive integer",
    );
    const activation = layerActivation(
      layer,
      index + 1,
      index + 1 === specification.layers.length,
    );
    layers.push({ width, fanIn, activation, bias, offset });
    offset += width * (fanIn + (bias ? 1 : 0));
    fanIn = width;
  }
  if (offset > mostParameters) {
    throw new RangeError(
      `Cannot build the network: it has ${offset} parameters, expected at most ${mostParameters}`,
    );
  }
  const net = { inputs, outputs: fanIn, layers, parameterCount: offset };
  return { ...net, text: networkText(net) };
}

/**
 * The text form of a network: "2 → 5 tanh → 1". Identity is left unsaid, since
 * it is the default; `parseNetwork` reads the text back.
 */
function networkText(specification: NetworkSpecification): string {
  const layers = specification.layers.map((layer) => {
    const { width, activation = "identity", bias = true } = layer;
    const noBias = bias ? "" : " no bias";
    if (Array.isArray(activation)) {
      return `[${activation.map(activationText).join(", ")}]${noBias}`;
    }
    const text = activationText(activation as string);
    return `${width}${text === "identity" ? "" : ` ${text}`}${noBias}`;
  });
  return [specification.inputs, ...layers].join(" → ");
}

/** Whether the last layer's outputs are class probabilities. */
export function hasSoftmax(net: Network): boolean {
  return net.layers[net.layers.length - 1].activation === "softmax";
}

/** Whether an activation is a user's own functions. */
export function hasCustomActivation(net: Network): boolean {
  return net.layers.some(({ activation }) =>
    [activation].flat().some(isCustomActivation)
  );
}

function layerActivation(
  { width, activation = "identity" }: LayerSpecification,
  number: number,
  isLast: boolean,
): ActivationChoice | readonly ActivationChoice[] {
  if (isList(activation)) {
    if (activation.length !== width) {
      throw new RangeError(
        `Cannot build the network: layer ${number} has ${activation.length} ` +
          `activations, expected one for each of its ${width} neurons`,
      );
    }
    const list = activation.map(normalizeActivation);
    if (list.includes("softmax")) {
      throw new RangeError(
        `Cannot build the network: softmax in the list of layer ${number}, ` +
          `expected it for a whole layer`,
      );
    }
    return list;
  }
  const choice = normalizeActivation(activation);
  if (choice === "softmax" && !isLast) {
    throw new RangeError(
      `Cannot build the network: layer ${number} has softmax, expected it ` +
        `on the last layer only`,
    );
  }
  return choice;
}

function isList(
  activation: ActivationChoice | readonly ActivationChoice[],
): activation is readonly ActivationChoice[] {
  return Array.isArray(activation);
}

function requirePositiveInteger(value: number, got: string, want: string) {
  if (Number.isSafeInteger(value) && value > 0) return;
  throw new RangeError(`Cannot build the network: ${got}, expected ${want}`);
}
