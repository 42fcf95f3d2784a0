import { type Candidate, direction, type Symmetry } from "./symmetry.ts";
import { type HiddenLayer, hiddenLayers } from "./hidden_layers.ts";

/** Output weights this small beside the largest of their layer may be zero. */
const negligible = 1e-5;

/**
 * A neuron that nobody listens to, whose input weights do not matter; or one
 * that is silent on all data, where neither these nor its output weights do.
 */
export const deadNeurons: Symmetry = function* (net, θ) {
  const p = net.parameterCount;
  for (const layer of hiddenLayers(net)) {
    const sizes = Array.from(
      { length: layer.width },
      (_, i) => Math.max(...layer.outgoing(i).map((k) => Math.abs(θ[k]))),
    );
    const largest = Math.max(...sizes);
    for (let i = 0; i < layer.width; i++) {
      const axes = (indices: readonly number[]) =>
        indices.map((k) => direction(p, [[k, 1]]));
      if (sizes[i] <= negligible * largest || sizes[i] === 0) {
        yield candidate(layer, i, "has no output weight", {
          all: false,
          directions: axes(layer.incoming(i)),
        });
      } else if (layer.symmetryOf(i).silent) {
        yield candidate(layer, i, "is silent on all data", {
          all: true,
          directions: axes([...layer.outgoing(i), ...layer.incoming(i)]),
        });
      }
    }
  }
};

function candidate(
  { number }: HiddenLayer,
  i: number,
  fact: string,
  parts: Pick<Candidate, "all" | "directions">,
): Candidate {
  return {
    kind: "dead neuron",
    layer: number,
    neurons: [i],
    sentence: `neuron ${i} of layer ${number} ${fact}`,
    ...parts,
  };
}
