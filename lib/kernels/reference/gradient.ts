import type { SampleLoss } from "../losses/loss.ts";
import { fillFirst, forwardPass } from "./forward_pass.ts";
import { newTape, type Plan } from "./plan.ts";

/**
 * A function that adds one sample's weight·∇ℓ to `out` and returns weight·ℓ:
 * a forward and a backward pass.
 */
export function gradientOfSample(
  plan: Plan,
  inputs: Float64Array,
  loss: SampleLoss,
): (θ: Float64Array, n: number, weight: number, out: Float64Array) => number {
  const { steps, outputs, outputAt } = plan;
  const z = newTape(plan);
  const a = newTape(plan);
  const first = newTape(plan);
  const δ = newTape(plan);

  return (θ, n, weight, out) => {
    forwardPass(plan, θ, inputs, n, z, a);
    fillFirst(plan, z, a, first);
    const ℓ = weight * loss.gradient(n, a, outputAt, δ);
    for (let m = outputAt; m < outputAt + outputs; m++) {
      δ[m] *= weight * first[m];
    }
    for (let l = steps.length - 1; l >= 0; l--) {
      const { width, fanIn, columns, offset, from, at } = steps[l];
      for (let m = 0; m < width; m++) {
        const error = δ[at + m];
        const row = offset + m * columns;
        for (let k = 0; k < columns; k++) out[row + k] += error * a[from + k];
      }
      if (l === 0) break;
      for (let k = 0; k < fanIn; k++) δ[from + k] = 0;
      for (let m = 0; m < width; m++) {
        const error = δ[at + m];
        const row = offset + m * columns;
        for (let k = 0; k < fanIn; k++) δ[from + k] += error * θ[row + k];
      }
      for (let k = 0; k < fanIn; k++) δ[from + k] *= first[from + k];
    }
    return ℓ;
  };
}
