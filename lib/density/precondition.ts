import { block, product, transposedBlock } from "../linalg/mod.ts";
import type {
  InvertibleLayer,
  InvertibleNetwork,
} from "./invertible_network.ts";

/**
 * Any gradient, layer by layer, times A Aᵀ with A = [[W, 0], [b, 1]]: as the
 * relative gradient is made of the ordinary one, in O(D³).
 */
export function precondition(
  { features: D, layers }: InvertibleNetwork,
  gradient: readonly InvertibleLayer[],
): void {
  gradient.forEach(({ weights, bias }, k) => {
    const W = block(layers[k].weights, D, D);
    const b = layers[k].bias;
    const inner = block(new Float64Array(D * D), D, D);
    product(transposedBlock(W), block(weights, D, D), inner);
    for (let i = 0; i < D; i++) {
      for (let j = 0; j < D; j++) inner.entries[i * D + j] += b[i] * bias[j];
    }
    product(W, inner, block(weights, D, D));
    product(block(b, 1, D), inner, block(bias, 1, D), "add");
  });
}
