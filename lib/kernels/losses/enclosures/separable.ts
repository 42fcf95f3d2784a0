import { at as entry, put } from "../../../interval/mod.ts";
import type { LossEnclosure, OutputLossEnclosure } from "./enclosure.ts";

/** The loss that sums one function of (output, target) over the K outputs. */
export function separableEnclosure(
  ℓ: OutputLossEnclosure,
  targets: Float64Array,
  K: number,
): LossEnclosure {
  return {
    gradient(n, outputs, at, out) {
      for (let k = 0; k < K; k++) {
        const ranges = ℓ(entry(outputs, at + k), targets[n * K + k]);
        if (!ranges) return false;
        put(out, at + k, ranges.first);
      }
      return true;
    },
    hessian(n, outputs, at, out) {
      out.lo.fill(0);
      out.hi.fill(0);
      for (let k = 0; k < K; k++) {
        // asked for only where the gradient has found it smooth
        const { second } = ℓ(entry(outputs, at + k), targets[n * K + k])!;
        put(out, k * K + k, second);
      }
    },
  };
}
