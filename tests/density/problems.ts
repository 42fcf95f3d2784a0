import {
  type BaseChoice,
  type InvertibleNetwork,
  invertibleNetwork,
} from "../../lib/density/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

/** Standard normal numbers. */
export function normals(count: number, seed: number): Float64Array {
  const random = randomGenerator(seed);
  return Float64Array.from({ length: count }, () => random.normal());
}

/** A flow with random weights and biases. */
export function randomFlow(
  features: number,
  layers: number,
  seed: number,
  options: { activation?: string; base?: BaseChoice } = {},
): InvertibleNetwork {
  const draw = normals(layers * features * (features + 1), seed);
  const size = features * (features + 1);
  return invertibleNetwork({
    features,
    layers: Array.from({ length: layers }, (_, k) => ({
      weights: draw.subarray(k * size, k * size + features * features)
        .map((x, i) =>
          0.5 * x / Math.sqrt(features) + (i % (features + 1) ? 0 : 1)
        ),
      bias: draw.subarray(k * size + features * features, (k + 1) * size)
        .map((x) => 0.3 * x),
    })),
    ...options,
  });
}

/** The largest difference of two lists. */
export function difference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  if (a.length !== b.length) return NaN;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const each = Math.abs(a[i] - b[i]);
    if (!(each <= largest)) largest = each;
  }
  return largest;
}
