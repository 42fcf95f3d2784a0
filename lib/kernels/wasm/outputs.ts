import { float64x2 } from "../../emit/mod.ts";
import type { Network } from "../../network/mod.ts";
import { Machine } from "./machine.ts";
import { keyOf } from "./modules.ts";
import { planOf, tileFor } from "./plan.ts";

/** Samples that are in memory at once. */
const part = 4096;

/**
 * Outputs of the last layer, logits where it is softmax (samples × outputs),
 * into `out`. Strict: data made from a teacher must not depend on the machine.
 */
export function wasmOutputs(
  net: Network,
  θ: Float64Array,
  X: Float64Array,
  out: Float64Array,
): Float64Array {
  const { inputs: d, outputs: K } = net;
  const N = X.length / d;
  const loss = "meanSquaredError";
  const plan = planOf(
    net,
    loss,
    float64x2({ relaxed: false }),
    tileFor(net, N),
  );
  const { tile: T } = plan;
  const values = plan.layers[plan.layers.length - 1].values / 8;
  for (let first = 0; first < N; first += part) {
    const samples = Math.min(part, N - first);
    const inputs = X.subarray(first * d, (first + samples) * d);
    const machine = new Machine(plan, keyOf(net, loss, plan), {
      samples,
      inputs,
    });
    const run = machine.operation("outputs");
    const { numbers } = machine;
    numbers.set(θ, plan.θ / 8);
    for (let n = 0; n < samples; n += T) {
      run(machine.tile(n / T));
      const present = Math.min(T, samples - n);
      for (let t = 0; t < present; t++) {
        const at = (first + n + t) * K;
        for (let k = 0; k < K; k++) out[at + k] = numbers[values + k * T + t];
      }
    }
  }
  return out;
}
