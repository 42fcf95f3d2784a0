import type { CustomLoss } from "../kernels.ts";
import type { SampleLoss } from "./loss.ts";

/** The loss that sums one function of (output, target) over the K outputs. */
export function separableLoss(
  { value, derivative, secondDerivative }: CustomLoss,
  targets: Float64Array,
  K: number,
): SampleLoss {
  return {
    value(n, outputs, at) {
      let ℓ = 0;
      for (let k = 0; k < K; k++) {
        ℓ += value(outputs[at + k], targets[n * K + k]);
      }
      return ℓ;
    },
    gradient(n, outputs, at, out) {
      let ℓ = 0;
      for (let k = 0; k < K; k++) {
        const a = outputs[at + k];
        const t = targets[n * K + k];
        ℓ += value(a, t);
        out[at + k] = derivative(a, t);
      }
      return ℓ;
    },
    hessian(n, outputs, at, out) {
      out.fill(0);
      for (let k = 0; k < K; k++) {
        out[k * K + k] = secondDerivative(outputs[at + k], targets[n * K + k]);
      }
    },
  };
}
