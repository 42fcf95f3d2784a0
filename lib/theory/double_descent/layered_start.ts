import { norm } from "../../linalg/mod.ts";
import type { Layer, Network } from "../../network/mod.ts";
import {
  aNetwork,
  callable,
  checkArguments,
  checkOptions,
  finiteFrom,
  holding,
  listOf,
  number,
  oneOf,
  type OptionTable,
} from "../../options/mod.ts";
import { type TorchRandom, torchRandom } from "../../random/mod.ts";

/** How the layers of a network start. */
export interface LayeredStartOptions {
  /**
   * "kaiming" (default): normal weights of standard deviation 1/√(3 fanIn), in
   * the last of several layers uniform within ± 1/√fanIn, biases as PyTorch's;
   * "fixed": every weight 1; "rankOne": u vᵀ with normal unit vectors. The last
   * two have biases 0.
   */
  readonly kind?: "kaiming" | "fixed" | "rankOne";
  /** Multiplies the weights of each layer; default 1 for all. */
  readonly scales?: ArrayLike<number>;
  /** Of PyTorch's generator. Either this or `random`. */
  readonly seed?: number;
  /** A stream that goes on: further networks get its next numbers. */
  readonly random?: TorchRandom;
}

/** What {@linkcode layeredStart} takes. */
export const layeredStartOptions: OptionTable<LayeredStartOptions> = {
  kind: oneOf("kaiming", "fixed", "rankOne"),
  scales: listOf(finiteFrom(0)),
  seed: number,
  random: holding("what torchRandom gives", { linear: callable }),
};

/**
 * θ of a network whose layers start at different scales, from PyTorch's
 * generator; of kind "kaiming" as in the experiments of Heckel and Yilmaz: all
 * layers as `torch.nn.Linear` draws them, then all weights anew.
 *
 * @throws {RangeError} If there is not one scale per layer, or the seed no
 * integer in 0 … 2⁵³ − 1.
 * @throws {TypeError} If it is not one of `seed` and `random` that is given, or
 * an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { layeredStart, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`3 → 2 no bias → 1 no bias`;
 * const θ = layeredStart(net, { kind: "rankOne", scales: [0.1, 0.1], seed: 1 });
 * assertEquals(θ.length, net.parameterCount);
 * ```
 */
export function layeredStart(
  net: Network,
  options: LayeredStartOptions = {},
): Float64Array {
  const act = "start the layers";
  checkArguments(act, { network: net }, { network: aNetwork });
  checkOptions(act, options, layeredStartOptions);
  const { kind = "kaiming", seed } = options;
  const scales = options.scales ?? net.layers.map(() => 1);
  if (scales.length !== net.layers.length) {
    throw new RangeError(
      `Cannot ${act}: scales has ${scales.length} entries, expected ${net.layers.length}`,
    );
  }
  if ((seed === undefined) === (options.random === undefined)) {
    throw new TypeError(
      `Cannot ${act}: ${
        seed === undefined ? "neither" : "both"
      } seed and random, expected one of them`,
    );
  }
  const random = options.random ?? torchRandom(seed!);
  const biases = kind === "kaiming"
    ? net.layers.map(({ fanIn, width, bias }) => {
      const drawn = random.linear(fanIn, width);
      return bias ? drawn.bias : undefined;
    })
    : [];
  const θ = new Float64Array(net.parameterCount);
  net.layers.forEach((layer, l) => {
    const isLast = l > 0 && l === net.layers.length - 1;
    const weights = drawWeights(kind, layer, scales[l], isLast, random);
    const stride = layer.fanIn + +layer.bias;
    for (let i = 0; i < layer.width; i++) {
      const at = layer.offset + i * stride;
      θ.set(weights.subarray(i * layer.fanIn, (i + 1) * layer.fanIn), at);
      if (layer.bias) θ[at + layer.fanIn] = biases[l]?.[i] ?? 0;
    }
  });
  return θ;
}

function drawWeights(
  kind: NonNullable<LayeredStartOptions["kind"]>,
  { fanIn, width }: Layer,
  scale: number,
  isLast: boolean,
  random: TorchRandom,
): Float64Array {
  const count = width * fanIn;
  if (kind === "fixed") return new Float64Array(count).fill(scale);
  if (kind === "rankOne") {
    const [u, v] = [width, fanIn].map((length) => {
      const z = random.normal(length);
      const size = norm(z);
      return z.map((x) => x / size);
    });
    return Float64Array.from(
      { length: count },
      (_, n) => scale * u[Math.floor(n / fanIn)] * v[n % fanIn],
    );
  }
  const bound = scale / Math.sqrt(fanIn);
  return isLast
    ? random.uniform(count, { low: -bound, high: bound })
    : random.normal(count, { std: scale / Math.sqrt(3 * fanIn) });
}
