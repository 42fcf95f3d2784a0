import {
  type ActivationChoice,
  activationText,
  initialize,
  isCustomActivation,
  type Layer,
  type LayerParameters,
  type Network,
  network,
  packParameters,
  unpackParameters,
} from "../network/mod.ts";
import {
  checkArguments,
  checkOptions,
  checkParameters,
  number,
  type OptionTable,
  sizeFrom,
} from "../options/mod.ts";
import { norm } from "../linalg/mod.ts";

/** A network with parameters of it. */
export interface NetworkAt {
  /** The shape. */
  readonly network: Network;
  /** θ. */
  readonly parameters: Float64Array;
}

/** One hidden neuron, as it is taken out of a network and put in. */
interface Neuron {
  readonly weights: Float64Array;
  readonly bias?: number;
  /** One weight per neuron of the next layer. */
  readonly outgoing: Float64Array;
  readonly activation: ActivationChoice;
}

/**
 * A network with hidden neuron i of a layer twice, the output weights a shared
 * out as γ a and (1 − γ) a: the function is the same for every γ. Where θ is a
 * critical point, so are all points of this line.
 *
 * @param layer Counted from 1, as in names of parameters.
 * @param i Counted from 0; its copy comes last in the layer.
 * @throws {RangeError} If there is no such hidden neuron, θ does not have p
 * entries, or γ is not finite.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { network, parseNetwork, splitNeuron } from "@thalweg/thalweg";
 *
 * const net = network(parseNetwork("1 → 1 tanh no bias → 1 no bias"));
 * const split = splitNeuron(net, [0.5, 2], 1, 0, 0.25);
 * assertEquals(split.network.text, "1 → 2 tanh no bias → 1 no bias");
 * assertEquals(split.parameters, Float64Array.of(0.5, 0.5, 0.5, 1.5));
 * ```
 *
 * @see Fukumizu and Amari, Local minima and plateaus in hierarchical structures
 * of multilayer perceptrons, 2000.
 */
export function splitNeuron(
  net: Network,
  θ: ArrayLike<number>,
  layer: number,
  i: number,
  γ: number,
): NetworkAt {
  const act = "split a neuron";
  const neurons = neuronsOf(act, net, θ, layer, [i]);
  checkArguments(act, { γ }, {
    γ: { ...number, expected: "a finite number", isInRange: Number.isFinite },
  });
  const neuron = neurons[i];
  const share = (part: number): Neuron => ({
    ...neuron,
    outgoing: neuron.outgoing.map((a) => part * a),
  });
  return withNeurons(net, θ, layer, [
    ...neurons.with(i, share(γ)),
    share(1 - γ),
  ]);
}

/**
 * A network with hidden neurons i and j of a layer made one, at the place of i:
 * output weights are added. The function stays where their input weights are
 * equal; else these are the mean of both, weighted by the lengths of the output
 * weights, and the function changes.
 *
 * @param layer Counted from 1; neurons from 0.
 * @throws {RangeError} If there are no two such hidden neurons of one activation,
 * or θ does not have p entries.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialize, mergeNeurons, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const θ = initialize(net, { seed: 1 });
 * const { network } = mergeNeurons(net, θ, 1, 0, 1);
 * assertEquals(network.layers[0].width, 2);
 * ```
 */
export function mergeNeurons(
  net: Network,
  θ: ArrayLike<number>,
  layer: number,
  i: number,
  j: number,
): NetworkAt {
  const act = "merge neurons";
  const neurons = neuronsOf(act, net, θ, layer, [i, j]);
  const [a, b] = [neurons[i], neurons[j]];
  if (i === j || !alike(a, b)) {
    const got = i === j ? "the same one twice" : "two activations";
    throw new RangeError(
      `Cannot ${act}: ${got}, expected two neurons of one activation`,
    );
  }
  const [sizeA, sizeB] = [norm(a.outgoing), norm(b.outgoing)];
  const share = sizeA + sizeB > 0 ? sizeA / (sizeA + sizeB) : 1 / 2;
  const mean = (x: number, y: number) =>
    x === y ? x : share * x + (1 - share) * y;
  const merged: Neuron = {
    activation: a.activation,
    weights: a.weights.map((x, k) => mean(x, b.weights[k])),
    ...(a.bias !== undefined && { bias: mean(a.bias, b.bias!) }),
    outgoing: a.outgoing.map((x, k) => x + b.outgoing[k]),
  };
  return withNeurons(net, θ, layer, neurons.with(i, merged).toSpliced(j, 1));
}

/** What {@linkcode growNet} adds. */
export interface GrowNetOptions {
  /** How many neurons, 1 by default. */
  readonly neurons?: number;
  /** Of their input weights, drawn as by `initialize`; 0 by default. */
  readonly seed?: number;
}

/** What {@linkcode growNet} takes. */
export const growNetOptions: OptionTable<GrowNetOptions> = {
  neurons: sizeFrom(1),
  seed: number,
};

/**
 * A network with more neurons at the end of a hidden layer, of random input
 * weights and of output weights zero: the function is the same.
 *
 * New neurons have the activation of the layer's last one.
 *
 * @param layer Counted from 1.
 * @throws {RangeError} If there is no such hidden layer, θ does not have p
 * entries, or an option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { growNet, initialize, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const θ = initialize(net, { seed: 1 });
 * const wider = growNet(net, θ, 1, { neurons: 2, seed: 1 });
 * assertEquals(wider.network.layers[0].width, 5);
 * ```
 */
export function growNet(
  net: Network,
  θ: ArrayLike<number>,
  layer: number,
  options: GrowNetOptions = {},
): NetworkAt {
  const act = "grow a network";
  checkOptions(act, options, growNetOptions);
  const { neurons: count = 1, seed = 0 } = options;
  const neurons = neuronsOf(act, net, θ, layer, []);
  const like = neurons[neurons.length - 1];
  const silent: Neuron = { ...like, outgoing: like.outgoing.map(() => 0) };
  const grown = withNeurons(net, θ, layer, [
    ...neurons,
    ...Array<Neuron>(count).fill(silent),
  ]);
  const drawn = unpackParameters(
    grown.network,
    initialize(grown.network, { seed }),
  )[layer - 1];
  const added = Array.from({ length: count }, (_, k): Neuron => ({
    ...silent,
    weights: drawn.weights[neurons.length + k] as Float64Array,
    ...(drawn.bias && { bias: drawn.bias[neurons.length + k] }),
  }));
  return withNeurons(net, θ, layer, [...neurons, ...added]);
}

/**
 * A network without hidden neuron i of a layer. The function stays where its
 * output weights are zero.
 *
 * @param layer Counted from 1; i from 0.
 * @throws {RangeError} If there is no such hidden neuron, it is the layer's only
 * one, or θ does not have p entries.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialize, mlp, shrinkNet } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const θ = initialize(net, { seed: 1 });
 * const { network } = shrinkNet(net, θ, 1, 2); // without its third neuron
 * assertEquals(network.layers[0].width, 2);
 * ```
 */
export function shrinkNet(
  net: Network,
  θ: ArrayLike<number>,
  layer: number,
  i: number,
): NetworkAt {
  const act = "shrink a network";
  const neurons = neuronsOf(act, net, θ, layer, [i]);
  if (neurons.length === 1) {
    throw new RangeError(
      `Cannot ${act}: layer ${layer} has one neuron, expected two or more`,
    );
  }
  return withNeurons(net, θ, layer, neurons.toSpliced(i, 1));
}

/** The neurons of a hidden layer, after a look at all arguments. */
function neuronsOf(
  act: string,
  net: Network,
  θ: ArrayLike<number>,
  layer: number,
  wanted: readonly number[],
): Neuron[] {
  const point = checkParameters(act, net, θ);
  checkArguments(act, { layer }, { layer: number });
  const hidden = net.layers.length - 1;
  if (!(Number.isInteger(layer) && layer >= 1 && layer <= hidden)) {
    throw new RangeError(
      `Cannot ${act}: layer ${layer}, expected a hidden one of ${
        hidden > 0 ? `1 … ${hidden}` : "a deeper network"
      }`,
    );
  }
  const { width } = net.layers[layer - 1];
  for (const i of wanted) {
    checkArguments(act, { neuron: i }, { neuron: number });
    if (Number.isInteger(i) && i >= 0 && i < width) continue;
    throw new RangeError(
      `Cannot ${act}: neuron ${i}, expected one of 0 … ${width - 1}`,
    );
  }
  const parameters = unpackParameters(net, point);
  const { weights, bias } = parameters[layer - 1];
  const next = parameters[layer].weights;
  const activations = activationsOf(net.layers[layer - 1]);
  return weights.map((row, i) => ({
    weights: row as Float64Array,
    ...(bias && { bias: bias[i] }),
    outgoing: Float64Array.from(next, (row) => row[i]),
    activation: activations[i],
  }));
}

/** The network with other neurons in one hidden layer. */
function withNeurons(
  net: Network,
  θ: ArrayLike<number>,
  layer: number,
  neurons: readonly Neuron[],
): NetworkAt {
  const layers = net.layers.map(({ width, activation, bias }, l) =>
    l === layer - 1
      ? { width: neurons.length, activation: joined(neurons), bias }
      : { width, activation, bias }
  );
  const resized = network({ inputs: net.inputs, layers });
  const parameters: LayerParameters[] = unpackParameters(net, θ);
  const { bias } = parameters[layer - 1];
  parameters[layer - 1] = {
    weights: neurons.map(({ weights }) => weights),
    ...(bias && { bias: neurons.map((neuron) => neuron.bias!) }),
  };
  parameters[layer] = {
    ...parameters[layer],
    weights: parameters[layer].weights.map((_, r) =>
      neurons.map(({ outgoing }) => outgoing[r])
    ),
  };
  return { network: resized, parameters: packParameters(resized, parameters) };
}

function activationsOf({ width, activation }: Layer): ActivationChoice[] {
  return Array.isArray(activation) ? activation : Array(width).fill(activation);
}

/** One activation where all are the same. */
function joined(
  neurons: readonly Neuron[],
): ActivationChoice | readonly ActivationChoice[] {
  return neurons.every((neuron) => alike(neuron, neurons[0]))
    ? neurons[0].activation
    : neurons.map(({ activation }) => activation);
}

function alike({ activation: a }: Neuron, { activation: b }: Neuron): boolean {
  if (isCustomActivation(a) || isCustomActivation(b)) return a === b;
  return activationText(a) === activationText(b);
}
