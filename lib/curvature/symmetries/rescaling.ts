import { hiddenLayers } from "./hidden_layers.ts";
import { direction, type Symmetry } from "./symmetry.ts";

/**
 * A neuron with a homogeneous activation, f(cx) = cᵈ f(x) as of relu: its input
 * weights can grow by c while its output weights shrink by cᵈ.
 */
export const rescaling: Symmetry = function* (net, θ) {
  for (
    const { number, width, incoming, outgoing, symmetryOf } of hiddenLayers(net)
  ) {
    for (let i = 0; i < width; i++) {
      const { degree, slope } = symmetryOf(i);
      if (degree === undefined || slope !== undefined) continue;
      yield {
        kind: "rescaling",
        layer: number,
        neurons: [i],
        sentence: `neuron ${i} of layer ${number} can be rescaled`,
        all: false,
        directions: [direction(net.parameterCount, [
          ...incoming(i).map((k) => [k, θ[k]] as const),
          ...outgoing(i).map((k) => [k, -degree * θ[k]] as const),
        ])],
      };
    }
  }
};
