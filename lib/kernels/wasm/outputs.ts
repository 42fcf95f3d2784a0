import { float64x2 } from "../../emit/mod.ts";
import type { Network } from "../../network/mod.ts";
import { Machine } from "./machine.ts";
import { keyOf } from "./modules.ts";
import { planOf, tileFor } from "./plan.ts";

const loss = "meanSquaredError";

/**
 * A function that writes the outputs of the last layer on the samples X, logits
 * where it is softmax (samples × outputs), into `out`. Strict: data made from a
 * teacher must not depend on the machine.
 */
export function wasmOutputs(
  net: Network,
  X: Float64Array,
): (θ: Float64Array, out: Float64Array) => Float64Array {
  const K = net.outputs;
  const samples = X.length / net.inputs;
  const tile = tileFor(net, samples);
  const plan = planOf(net, loss, float64x2({ relaxed: false }), tile);
  const machine = new Machine(plan, keyOf(net, loss, plan), {
    samples,
    inputs: X,
  });
  const values = plan.layers[plan.layers.length - 1].values / 8;
  return (θ, out) => {
    const run = machine.operation("outputs");
    const { numbers } = machine;
    numbers.set(θ, plan.θ / 8);
    for (let n = 0; n < samples; n += tile) {
      run(machine.tile(n / tile));
      const present = Math.min(tile, samples - n);
      for (let t = 0; t < present; t++) {
        for (let k = 0; k < K; k++) {
          out[(n + t) * K + k] = numbers[values + k * tile + t];
        }
      }
    }
    return out;
  };
}
