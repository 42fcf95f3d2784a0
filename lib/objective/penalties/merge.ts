import { add, at, exactly, put, scale, subtract } from "../../interval/mod.ts";
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
    addGradientRanges(θ, out) {
      for (let k = 0; k < columns; k++) {
        const [a, b] = [rowI + k, rowJ + k];
        const pull = scale(subtract(at(θ, a), at(θ, b)), λ);
        put(out, a, add(at(out, a), pull));
        put(out, b, subtract(at(out, b), pull));
      }
    },
    addHessianRanges(θ, out) {
      const p = θ.lo.length;
      for (let k = 0; k < columns; k++) {
        const [a, b] = [rowI + k, rowJ + k];
        for (const i of [a * p + a, b * p + b]) {
          put(out, i, add(at(out, i), exactly(λ)));
        }
        for (const i of [a * p + b, b * p + a]) {
          put(out, i, subtract(at(out, i), exactly(λ)));
        }
      }
    },
    addHessianVector: (_θ, v, out) => addProduct(v, out),
  };
}
