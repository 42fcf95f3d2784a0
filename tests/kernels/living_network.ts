import {
  initialize,
  type Network,
  network,
  resolveActivation,
} from "../../lib/network/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

/** A layer of a network to be made. */
export interface LivingLayer {
  readonly width: number;
  readonly activation: string | readonly string[];
  readonly bias: boolean;
}

/** Points that stand for the data. */
const points = 16;

/**
 * A network with parameters at which signals neither die nor explode at any
 * depth, so that an error in any layer shows in all derivatives: orthogonal
 * weights; z of each layer centered by the biases and scaled to a size of
 * 2/√depth, at which the curvature of all layers together is of order one.
 */
export function livingNetwork(
  inputs: number,
  layers: readonly LivingLayer[],
  seed: number,
): { net: Network; θ: Float64Array } {
  const net = network({ inputs, layers });
  const θ = initialize(net, { seed, scheme: "orthogonal" });
  const random = randomGenerator(seed);
  const size = Math.min(0.7, 2 / Math.sqrt(layers.length));
  let below = Array.from(
    { length: points },
    () => Float64Array.from({ length: inputs }, () => random.normal()),
  );
  for (const { width, fanIn, bias, offset, activation } of net.layers) {
    const columns = fanIn + (bias ? 1 : 0);
    const rows = Array.from(
      { length: width },
      (_, m) => θ.subarray(offset + m * columns, offset + (m + 1) * columns),
    );
    const z = below.map((a) =>
      rows.map((row) => a.reduce((sum, x, k) => sum + row[k] * x, 0))
    );
    const means = rows.map((_, m) =>
      bias ? z.reduce((sum, point) => sum + point[m], 0) / points : 0
    );
    const squares = z.flatMap((point) =>
      point.map((x, m) => (x - means[m]) ** 2)
    );
    const gain = size /
      Math.sqrt(squares.reduce((sum, x) => sum + x) / squares.length);
    const biases = means.map((mean) =>
      bias ? 0.3 * size * random.normal() - gain * mean : 0
    );
    rows.forEach((row, m) => {
      for (let k = 0; k < fanIn; k++) row[k] *= gain;
      if (bias) row[fanIn] = biases[m];
    });
    below = z.map((point) =>
      Float64Array.from(point, (x, m) => {
        const choice = Array.isArray(activation) ? activation[m] : activation;
        return choice === "softmax"
          ? x
          : resolveActivation(choice).f(gain * x + biases[m]);
      })
    );
  }
  return { net, θ };
}
