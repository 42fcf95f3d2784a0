import type { Network } from "../network/network.ts";

/**
 * Frobenius norm of the gradient with respect to the weights of each layer,
 * biases not counted: what vanishes or explodes with depth.
 */
export function gradientNorms(
  net: Network,
  gradient: Float64Array,
): Float64Array {
  return Float64Array.from(net.layers, ({ width, fanIn, bias, offset }) => {
    const columns = fanIn + (bias ? 1 : 0);
    let sum = 0;
    for (let row = 0; row < width; row++) {
      for (let k = 0; k < fanIn; k++) {
        sum += gradient[offset + row * columns + k] ** 2;
      }
    }
    return Math.sqrt(sum);
  });
}
