import {
  aNetwork,
  checkArguments,
  checkOptions,
  flag,
  type OptionTable,
} from "../options/mod.ts";
import { numpyRandomState } from "../random/mod.ts";
import type { Network } from "./network.ts";

/** How {@linkcode seededNet} draws. */
export interface SeededNetOptions {
  /** Uniform on [−1, 1) instead of standard normal. */
  readonly uniform?: boolean;
}

/** What {@linkcode seededNet} takes. */
export const seededNetOptions: OptionTable<SeededNetOptions> = {
  uniform: flag,
};

/**
 * θ from one stream of NumPy's RandomState, as courses in PyTorch seed their
 * networks: layer by layer the weights row by row, then the biases; standard
 * normal without regard to fan-in, biases included, rounded to float32.
 *
 * @throws {RangeError} If the seed is not an integer in 0 … 2³² − 1.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { network, seededNet } from "@thalweg/thalweg";
 *
 * const net = network({ inputs: 2, layers: [{ width: 2 }] });
 * const θ = seededNet(net, 1);
 * assertEquals(θ[0], Math.fround(1.6243453636632417)); // weight(0, 0)
 * assertEquals(θ[2], Math.fround(0.8654076293246785)); // bias(0), drawn fifth
 * ```
 */
export function seededNet(
  net: Network,
  seed: number,
  options: SeededNetOptions = {},
): Float64Array {
  checkOptions("initialize", options, seededNetOptions);
  checkArguments("initialize", { network: net }, { network: aNetwork });
  const { uniform = false } = options;
  const random = numpyRandomState(seed);
  const draw = () =>
    Math.fround(uniform ? random.uniform(-1, 1) : random.randn());
  const θ = new Float64Array(net.parameterCount);
  for (const { width, fanIn, bias, offset } of net.layers) {
    const columns = fanIn + (bias ? 1 : 0);
    for (let row = 0; row < width; row++) {
      const at = offset + row * columns;
      for (let k = 0; k < fanIn; k++) θ[at + k] = draw();
    }
    for (let row = 0; bias && row < width; row++) {
      θ[offset + row * columns + fanIn] = draw();
    }
  }
  return θ;
}
