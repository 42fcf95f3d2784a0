import { addProduct, type Intervals, putProduct } from "../../interval/mod.ts";
import type { EnclosurePlan, Ranges } from "./forward.ts";

/**
 * Turns δ = ∂/∂a of the outputs into ∂/∂z, and adds the derivatives in all
 * parameters to `out` from `start` on: the backward pass after a forward one.
 */
export function backward(
  { steps, outputAt, outputs }: EnclosurePlan,
  θ: Intervals,
  { a, first }: Ranges,
  δ: Intervals,
  out: Intervals,
  start: number,
): void {
  for (let m = outputAt; m < outputAt + outputs; m++) {
    putProduct(δ, m, δ, m, first, m);
  }
  for (let l = steps.length - 1; l >= 0; l--) {
    const { width, fanIn, columns, offset, from, at } = steps[l];
    for (let m = 0; m < width; m++) {
      const row = offset + m * columns;
      for (let k = 0; k < columns; k++) {
        addProduct(out, start + row + k, δ, at + m, a, from + k);
      }
    }
    if (l === 0) break;
    δ.lo.fill(0, from, from + fanIn);
    δ.hi.fill(0, from, from + fanIn);
    for (let m = 0; m < width; m++) {
      const row = offset + m * columns;
      for (let k = 0; k < fanIn; k++) {
        addProduct(δ, from + k, δ, at + m, θ, row + k);
      }
    }
    for (let k = 0; k < fanIn; k++) {
      putProduct(δ, from + k, δ, from + k, first, from + k);
    }
  }
}
