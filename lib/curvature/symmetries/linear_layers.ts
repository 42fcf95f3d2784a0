import type { HiddenLayer } from "./hidden_layers.ts";
import { hiddenLayers } from "./hidden_layers.ts";
import { direction, type Symmetry } from "./symmetry.ts";

/**
 * Neurons without nonlinearity: any invertible A may be put between them and
 * the next layer, W₁ → A W₁ with W₂ → W₂ A⁻¹, as many directions as A has
 * entries; and what their biases add, the next layer's biases can take away.
 */
export const linearLayers: Symmetry = function* (net, θ) {
  for (const layer of hiddenLayers(net)) {
    const neurons = Array.from({ length: layer.width }, (_, i) => i);
    const linear = neurons
      .filter((i) => layer.symmetryOf(i).slope !== undefined);
    if (linear.length === 0) continue;
    yield {
      kind: "redundant linear layers",
      layer: layer.number,
      neurons: linear,
      sentence: `layer ${layer.number} is linear` +
        (linear.length < layer.width ? ` in ${linear.length} neurons` : ""),
      all: false,
      directions: affineMaps(layer, θ, linear),
    };
  }
};

/** The derivatives of A W₁ and W₂ A⁻¹ in each entry of A, and of shifts. */
function* affineMaps(
  { incoming, outgoing, biasOf, nextBiases, symmetryOf }: HiddenLayer,
  θ: Float64Array,
  linear: readonly number[],
): Generator<Float64Array> {
  const p = θ.length;
  const slope = (i: number) => symmetryOf(i).slope!;
  for (const i of linear) {
    const out = outgoing(i);
    for (const j of linear) {
      const [to, from, into] = [incoming(i), incoming(j), outgoing(j)];
      const ratio = slope(i) / slope(j);
      yield direction(p, [
        ...to.map((k, n) => [k, θ[from[n]]] as const),
        ...into.map((k, n) => [k, -ratio * θ[out[n]]] as const),
      ]);
    }
    const bias = biasOf(i);
    if (bias === undefined || !nextBiases) continue;
    yield direction(p, [
      [bias, 1],
      ...nextBiases.map((k, n) => [k, -slope(i) * θ[out[n]]] as const),
    ]);
  }
}
