import {
  type ActivationChoice,
  activationChoice,
  activationText,
  type InitializationScheme,
  initialize,
  network,
  normalizeActivation,
  resolveActivation,
} from "../network/mod.ts";
import {
  anyOf,
  checkOptions,
  list,
  listOf,
  nested,
  number,
  type OptionTable,
  required,
  sizeFrom,
  text,
} from "../options/mod.ts";
import {
  type BaseChoice,
  baseChoice,
  type BaseData,
  normalizeBase,
} from "./base.ts";

/** One layer, y = z W + b for a row z. */
export interface InvertibleLayer {
  /** W (features × features), row-major. */
  readonly weights: Float64Array;
  /** b (features). */
  readonly bias: Float64Array;
}

/**
 * A density on ℝᴰ: layers y = z W + b, an increasing activation between them,
 * and a base density of the last y. Plain data.
 */
export interface InvertibleNetwork {
  /** D. */
  readonly features: number;
  /** From the data to the latent space. */
  readonly layers: readonly InvertibleLayer[];
  /** Of all layers but the last. */
  readonly activation: ActivationChoice;
  /** Of each latent coordinate. */
  readonly base: BaseData;
}

/** A layer as it may be given. */
export interface InvertibleLayerOptions {
  /** W (features × features): rows, or all rows one after another. */
  readonly weights: ArrayLike<number> | readonly ArrayLike<number>[];
  /** b (features); 0 by default. A matrix of one row is taken as well. */
  readonly bias?: ArrayLike<number> | readonly ArrayLike<number>[];
}

/** Which invertible network. */
export interface InvertibleNetworkOptions {
  /** D. */
  readonly features: number;
  /** How many, to start from random weights, or weights and biases. */
  readonly layers: number | readonly InvertibleLayerOptions[];
  /**
   * Increasing. Where it does not take every value (elu, sigmoid), the density
   * is one on part of the space, and its integral below 1. Default:
   * smoothLeakyRelu with α = 0.01.
   */
  readonly activation?: ActivationChoice;
  /** Default "normal". */
  readonly base?: BaseChoice;
  /** How weights are drawn, where they are: as for a network; "orthogonal". */
  readonly initialize?: InitializationScheme;
  /** Of the weights; 0 by default. */
  readonly seed?: number;
}

/** What one layer takes. */
export const invertibleLayerOptions: OptionTable<InvertibleLayerOptions> = {
  weights: required(list),
  bias: list,
};

/** What {@linkcode invertibleNetwork} takes. */
export const invertibleNetworkOptions: OptionTable<InvertibleNetworkOptions> = {
  features: required(sizeFrom(1)),
  layers: required(anyOf(sizeFrom(1), listOf(nested(invertibleLayerOptions)))),
  activation: activationChoice,
  base: baseChoice,
  initialize: text,
  seed: number,
};

const act = "build the invertible network";

/**
 * An invertible network with its weights, given or drawn.
 *
 * @throws {RangeError} If weights do not fit, the activation does not increase,
 * or a name is unknown.
 * @throws {TypeError} If an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { invertibleNetwork } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 3, seed: 1 });
 * assertEquals(flow.layers.map(({ weights }) => weights.length), [4, 4, 4]);
 * ```
 */
export function invertibleNetwork(
  options: InvertibleNetworkOptions,
): InvertibleNetwork {
  checkOptions(act, options, invertibleNetworkOptions);
  const {
    features,
    layers,
    activation = { name: "smoothLeakyRelu", alpha: 0.01 },
    base = "normal",
    initialize: scheme = "orthogonal",
    seed = 0,
  } = options;
  const built = {
    features,
    activation: increasing(activation),
    base: normalizeBase(base),
  };
  return {
    ...built,
    layers: typeof layers === "number"
      ? drawLayers(features, layers, scheme, seed)
      : readLayers(features, layers),
  };
}

/** The activation in standard form, if it increases on ±10 as far as is seen. */
function increasing(choice: ActivationChoice): ActivationChoice {
  const { f, derivative } = resolveActivation(choice);
  for (let i = -40; i <= 40; i++) {
    const x = i / 4;
    const slope = derivative(x, f(x));
    if (slope > 0) continue;
    throw new RangeError(
      `Cannot ${act}: activation ${
        activationText(choice)
      } with slope ${slope} at ${x}, expected one that increases`,
    );
  }
  return normalizeActivation(choice);
}

function drawLayers(
  features: number,
  count: number,
  scheme: InitializationScheme,
  seed: number,
): InvertibleLayer[] {
  const width = { width: features };
  const net = network({
    inputs: features,
    layers: Array.from({ length: count }, () => width),
  });
  const θ = initialize(net, { seed, scheme });
  return net.layers.map(({ offset, fanIn }) => {
    const weights = new Float64Array(features * features);
    const bias = new Float64Array(features);
    for (let i = 0; i < features; i++) {
      const row = offset + i * (fanIn + 1);
      for (let j = 0; j < features; j++) weights[j * features + i] = θ[row + j];
      bias[i] = θ[row + features];
    }
    return { weights, bias };
  });
}

function readLayers(
  features: number,
  layers: readonly InvertibleLayerOptions[],
): InvertibleLayer[] {
  if (layers.length === 0) {
    throw new RangeError(`Cannot ${act}: 0 layers, expected at least one`);
  }
  return layers.map(({ weights, bias }, k) => ({
    weights: readNumbers(weights, features * features, `weights of layer ${k}`),
    bias: bias === undefined
      ? new Float64Array(features)
      : readNumbers(bias, features, `bias of layer ${k}`),
  }));
}

function readNumbers(
  given: ArrayLike<number> | readonly ArrayLike<number>[],
  length: number,
  what: string,
): Float64Array {
  const flat = Array.from(given as ArrayLike<number | ArrayLike<number>>)
    .flatMap((entry) => typeof entry === "number" ? entry : Array.from(entry));
  const wrong = flat.findIndex((x) => !Number.isFinite(x));
  if (flat.length !== length || wrong >= 0) {
    throw new RangeError(
      `Cannot ${act}: ${what} hold ${
        flat.length === length ? flat[wrong] : `${flat.length} numbers`
      }, expected ${length} finite numbers`,
    );
  }
  return Float64Array.from(flat);
}
