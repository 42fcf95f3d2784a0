import type { Samples } from "../kernels.ts";
import type { Plan } from "./plan.ts";

/** Float64Array or Float32Array, as the plan's shape has it. */
export type Numbers = Float64Array | Float32Array;

/** Number of tiles for N samples. */
export function tileCount(plan: Plan, samples: number): number {
  return Math.ceil(samples / plan.tile);
}

/**
 * Writes the samples as tiles into `memory`, from its index `at` on. What is
 * left of the last tile repeats the last sample, with weight 0, so that nothing
 * overflows there that does not overflow elsewhere.
 */
export function packTiles(
  plan: Plan,
  { samples, inputs, targets, labels, weights }: Samples,
  memory: Numbers,
  at: number,
): void {
  const { tile: T, inputs: d, outputs: K } = plan;
  const stride = plan.tileBytes / plan.shape.bytes;
  for (let first = 0; first < samples; first += T, at += stride) {
    const present = Math.min(T, samples - first);
    const targetsAt = at + (d + 1) * T;
    const weightsAt = targetsAt + K * T;
    for (let t = 0; t < T; t++) {
      const n = first + Math.min(t, present - 1);
      for (let k = 0; k < d; k++) memory[at + k * T + t] = inputs[n * d + k];
      memory[at + d * T + t] = 1;
      for (let k = 0; k < K; k++) {
        memory[targetsAt + k * T + t] = labels
          ? (labels[n] === k ? 1 : 0)
          : targets
          ? targets[n * K + k]
          : 0;
      }
      memory[weightsAt + t] = t >= present ? 0 : weights ? weights[n] : 1;
    }
  }
}
