import type {
  InvertibleLayer,
  InvertibleNetwork,
} from "./invertible_network.ts";

/** How many numbers a flow has: weights and biases of all layers. */
export function flowParameterCount(
  { features, layers }: InvertibleNetwork,
): number {
  return layers.length * features * (features + 1);
}

/** All parameters in one vector: layer by layer W, row-major, then b. */
export function flatten(layers: readonly InvertibleLayer[]): Float64Array {
  const size = layers[0].weights.length + layers[0].bias.length;
  const θ = new Float64Array(layers.length * size);
  layers.forEach(({ weights, bias }, k) => {
    θ.set(weights, k * size);
    θ.set(bias, k * size + weights.length);
  });
  return θ;
}

/** The layers of a vector, as views of it. */
export function layersOf(θ: Float64Array, features: number): InvertibleLayer[] {
  const size = features * (features + 1);
  return Array.from({ length: θ.length / size }, (_, k) => {
    const end = k * size + features * features;
    return {
      weights: θ.subarray(k * size, end),
      bias: θ.subarray(end, (k + 1) * size),
    };
  });
}
