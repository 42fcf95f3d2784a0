import type { Network } from "../../network/mod.ts";
import { checkFinite, checkParameters } from "../../options/mod.ts";
import { alikePairs, pick } from "./alike_pairs.ts";

/** Two neurons of a layer, the nearest ones to being one. */
export interface ClosestNeurons {
  /** The layer, counted from 1 as in names of parameters. */
  readonly layer: number;
  /** The two neurons, counted from 0. */
  readonly neurons: readonly [number, number];
  /** −1 where their input weights are nearly opposite, not equal, to one effect. */
  readonly sign: 1 | -1;
  /** 1 − cos of their input weights, biases included, the second's times `sign`. */
  readonly distance: number;
  /** The output weights of each, one for each neuron of the next layer. */
  readonly outputs: readonly [Float64Array, Float64Array];
}

/**
 * The two neurons of each hidden layer whose input weights, with bias, point most
 * alike; opposite ones count where flipping a sign changes output weights only, as
 * of tanh. Neurons on their way into a channel to infinity are such a pair, with
 * large output weights of opposite sign; {@linkcode detectChannel} follows them.
 *
 * @returns An entry for each hidden layer with two neurons of one activation whose
 * input weights are not zero, from the first layer on.
 *
 * @throws {RangeError} If θ does not have p finite entries.
 * @throws {TypeError} If an argument is of another type.
 *
 * @see Martinelli, van Meegen, Şimşek, Gerstner and Brea, Flat channels to
 * infinity in neural loss landscapes, 2025, arXiv 2506.14951.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 * import { closestNeurons, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`1 → 3 softplus no bias → 1`;
 * const [{ neurons, distance }] = closestNeurons(net, [1, -1, 2, 5, 6, -5, 0]);
 * assertEquals(neurons, [0, 2]);
 * assertAlmostEquals(distance, 0);
 * ```
 */
export function closestNeurons(
  net: Network,
  θ: ArrayLike<number>,
): ClosestNeurons[] {
  const act = "find the closest neurons";
  const point = checkParameters(act, net, θ);
  checkFinite(act, "θ", point);
  const found = new Map<number, ClosestNeurons>();
  for (const pair of alikePairs(net, point)) {
    const { indices, neurons, sign, distance } = pair;
    const { layer, outgoing } = indices;
    if (distance >= (found.get(layer)?.distance ?? Infinity)) continue;
    const [i, j] = neurons;
    const outputs = [
      pick(point, outgoing[i]),
      pick(point, outgoing[j]),
    ] as const;
    found.set(layer, { layer, neurons, sign, distance, outputs });
  }
  return [...found.values()];
}
