import { norm, svd } from "../../linalg/mod.ts";
import type { Layer, Network } from "../../network/mod.ts";
import {
  aNetwork,
  checkArguments,
  checkParameters,
} from "../../options/mod.ts";
import { product } from "../linear_model/matrices.ts";

/** What {@linkcode layerMeasures} tells of a layer. */
export interface LayerMeasure {
  /** ‖W‖ of its weights (Frobenius), biases not counted. */
  readonly norm: number;
  /** How many singular values of W exceed 10⁻⁶ of the largest. */
  readonly rank: number;
}

/** A singular value below this share of the largest counts as 0. */
const negligible = 1e-6;

/** The weights of a layer (width × fanIn, row-major), without its biases. */
export function weightsOf(
  { width, fanIn, offset, bias }: Layer,
  θ: Float64Array,
): Float64Array {
  const stride = fanIn + +bias;
  return Float64Array.from(
    { length: width * fanIn },
    (_, n) => θ[offset + Math.floor(n / fanIn) * stride + n % fanIn],
  );
}

/**
 * Norm and rank of the weights of every layer, of θ or of a gradient.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ does not have the network's length.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { layeredStart, layerMeasures, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`3 → 2 no bias → 1 no bias`;
 * assertEquals(layerMeasures(net, layeredStart(net, { seed: 1 })).length, 2);
 * ```
 */
export function layerMeasures(
  net: Network,
  θ: ArrayLike<number>,
): LayerMeasure[] {
  const point = checkParameters("measure the layers", net, θ);
  return net.layers.map((layer) => {
    const W = weightsOf(layer, point);
    const { values } = svd(W, layer.width, layer.fanIn);
    return {
      norm: norm(W),
      rank: values.filter((σ) => σ > negligible * values[0]).length,
    };
  });
}

/**
 * The linear map of a network without activations: the product of its weights
 * (outputs × inputs, row-major). Biases do not enter.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ does not have the network's length, or a layer has
 * an activation.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { endToEnd, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`1 → 1 no bias → 1 no bias`;
 * assertEquals([...endToEnd(net, [2, 3])], [6]); // the product of the layers
 * ```
 */
export function endToEnd(net: Network, θ: ArrayLike<number>): Float64Array {
  const act = "multiply the layers";
  checkArguments(act, { network: net }, { network: aNetwork });
  const bent = net.layers.findIndex(({ activation }) =>
    activation !== "identity"
  );
  if (bent >= 0) {
    throw new RangeError(
      `Cannot ${act}: layer ${
        bent + 1
      } of ${net.text} has an activation, expected a linear network`,
    );
  }
  const point = checkParameters(act, net, θ);
  return net.layers.slice(1).reduce(
    (map, layer) =>
      product(
        weightsOf(layer, point),
        map,
        layer.width,
        layer.fanIn,
        net.inputs,
      ),
    weightsOf(net.layers[0], point),
  );
}
