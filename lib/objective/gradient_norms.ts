import type { Network } from "../network/network.ts";
import { checkParameters } from "../options/mod.ts";

/**
 * Frobenius norm of the gradient with respect to the weights of each layer,
 * biases not counted: what vanishes or explodes with depth.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   gradientNorms,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const norms = gradientNorms(net, objective.gradient(θ));
 * assertEquals(norms.length, net.layers.length);
 * ```
 */
export function gradientNorms(
  net: Network,
  gradient: ArrayLike<number>,
): Float64Array {
  checkParameters("measure the gradient", net, gradient, "gradient");
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
