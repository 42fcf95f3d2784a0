import {
  aNetwork,
  checkArguments,
  checkOptions,
  checkParameters,
  list,
  listOf,
  number as anIndex,
  type OptionTable,
  required,
} from "../options/mod.ts";
import type { Layer, Network } from "./network.ts";

/** The parameters of one layer as they are read in papers. */
export interface LayerParameters {
  /** One row of fanIn numbers per neuron. */
  readonly weights: readonly ArrayLike<number>[];
  /** One number per neuron; absent in layers without bias. */
  readonly bias?: ArrayLike<number>;
}

/** What {@linkcode packParameters} takes of each layer. */
export const layerParameters: OptionTable<LayerParameters> = {
  weights: required(listOf(list)),
  bias: list,
};

/**
 * The name of the i-th entry of θ: "layer1.weight(0, 1)", "layer2.bias(0)".
 * Layers count from 1, neurons and their inputs from 0.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If i is not in 0 … p − 1.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mlp, parameterName } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * assertEquals(parameterName(net, 0), "layer1.weight(0, 0)");
 * ```
 */
export function parameterName(net: Network, i: number): string {
  checkArguments("name a parameter", { network: net, i }, {
    network: aNetwork,
    i: anIndex,
  });
  if (!Number.isInteger(i) || i < 0 || i >= net.parameterCount) {
    throw new RangeError(
      `Cannot name parameter ${i}, expected an index in 0 … ` +
        `${net.parameterCount - 1}`,
    );
  }
  const number = net.layers.findLastIndex((layer) => layer.offset <= i);
  const layer = net.layers[number];
  const row = Math.floor((i - layer.offset) / columns(layer));
  const column = (i - layer.offset) % columns(layer);
  return column === layer.fanIn
    ? `layer${number + 1}.bias(${row})`
    : `layer${number + 1}.weight(${row}, ${column})`;
}

/**
 * θ from weights and biases per layer.
 *
 * @throws {RangeError} If the number of layers, rows, columns or biases is not
 * the network's.
 * @throws {TypeError} If a layer holds something else.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mlp, packParameters } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 1`;
 * const θ = packParameters(net, [{ weights: [[1, 2]], bias: [3] }]);
 * assertEquals([...θ], [1, 2, 3]);
 * ```
 */
export function packParameters(
  net: Network,
  parameters: readonly LayerParameters[],
): Float64Array {
  checkArguments("pack the parameters", { network: net, parameters }, {
    network: aNetwork,
    parameters: list,
  });
  requireLength("layers", parameters, net.layers.length);
  const θ = new Float64Array(net.parameterCount);
  for (const [l, layer] of net.layers.entries()) {
    checkOptions("pack the parameters", parameters[l], layerParameters);
    const { weights, bias } = parameters[l];
    const place = `layer ${l + 1}`;
    requireLength(`rows of weights in ${place}`, weights, layer.width);
    requireLength(
      `biases in ${place}`,
      bias ?? [],
      layer.bias ? layer.width : 0,
    );
    for (let row = 0; row < layer.width; row++) {
      const at = layer.offset + row * columns(layer);
      requireLength(
        `weights in row ${row} of ${place}`,
        weights[row],
        layer.fanIn,
      );
      θ.set(weights[row], at);
      if (layer.bias && bias) θ[at + layer.fanIn] = bias[row];
    }
  }
  return θ;
}

/**
 * Weights and biases per layer from θ; copies.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ does not have p entries.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mlp, unpackParameters } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 1`;
 * const [{ weights, bias }] = unpackParameters(net, [1, 2, 3]);
 * assertEquals([weights.length, bias?.length], [1, 1]);
 * ```
 */
export function unpackParameters(
  net: Network,
  θ: ArrayLike<number>,
): LayerParameters[] {
  const vector = checkParameters("unpack the parameters", net, θ);
  return net.layers.map((layer) => {
    const at = Array.from(
      { length: layer.width },
      (_, row) => layer.offset + row * columns(layer),
    );
    const weights = at.map((begin) => vector.slice(begin, begin + layer.fanIn));
    return layer.bias
      ? { weights, bias: Float64Array.from(at, (i) => vector[i + layer.fanIn]) }
      : { weights };
  });
}

/** Parameters per neuron. */
function columns(layer: Layer): number {
  return layer.fanIn + (layer.bias ? 1 : 0);
}

function requireLength(what: string, got: ArrayLike<unknown>, want: number) {
  if (got.length === want) return;
  throw new RangeError(
    `Cannot pack the parameters: ${got.length} ${what}, expected ${want}`,
  );
}
