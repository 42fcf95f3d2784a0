import { exp } from "../special/mod.ts";

/**
 * Softmax of the K logits from z[at] on, to out[outAt] on; z and out may be the
 * same. The maximum is subtracted first, so logits of any size are safe.
 */
export function softmax(
  z: Float64Array,
  at: number,
  K: number,
  out: Float64Array,
  outAt: number,
): void {
  let max = z[at];
  for (let k = 1; k < K; k++) if (z[at + k] > max) max = z[at + k];
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const e = exp(z[at + k] - max);
    out[outAt + k] = e;
    sum += e;
  }
  for (let k = 0; k < K; k++) out[outAt + k] /= sum;
}
