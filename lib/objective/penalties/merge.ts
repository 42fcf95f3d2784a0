import type { Layer } from "../../network/mod.ts";
import type { PenaltyTerm } from "./term.ts";

/**
 * λ/2 ‖w_i − w_j‖² for two rows of one layer, bias included: pulls two neurons
 * together.
 */
export function merge(
  { i, j, λ }: { readonly i: number; readonly j: number; readonly λ: number },
  layer: Layer,
): PenaltyTerm {
  const columns = layer.fanIn + (layer.bias ? 1 : 0);
  const rowI = layer.offset + i * columns;
  const rowJ = layer.offset + j * columns;

  /** Adds the (constant) Hessian times x; the gradient is that with x = θ. */
  function addProduct(x: Float64Array, out: Float64Array): void {
    for (let k = 0; k < columns; k++) {
      const pull = λ * (x[rowI + k] - x[rowJ + k]);
      out[rowI + k] += pull;
      out[rowJ + k] -= pull;
    }
  }

  return {
    value(θ) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += (θ[rowI + k] - θ[rowJ + k]) ** 2;
      return 0.5 * λ * sum;
    },
    addGradient: addProduct,
    addHessian(θ, out) {
      const p = θ.length;
      for (let k = 0; k < columns; k++) {
        const a = rowI + k;
        const b = rowJ + k;
        out[a * p + a] += λ;
        out[b * p + b] += λ;
        out[a * p + b] -= λ;
        out[b * p + a] -= λ;
      }
    },
    addHessianVector: (_θ, v, out) => addProduct(v, out),
  };
}
