import { float64x2 } from "../emit/mod.ts";
import type { Network } from "../network/mod.ts";
import { forwardPass } from "./reference/forward_pass.ts";
import { newTape, planOf } from "./reference/plan.ts";
import { canCompile } from "./wasm.ts";
import { Machine } from "./wasm/machine.ts";
import { keyOf } from "./wasm/modules.ts";
import { planOf as wasmPlanOf, tileFor } from "./wasm/plan.ts";

/** A function that writes samples × outputs numbers into `out`. */
export type Outputs = (θ: Float64Array, out: Float64Array) => Float64Array;

const loss = "meanSquaredError";

/**
 * A function θ ↦ outputs of the network on fixed samples, for the same samples
 * at many θ: prepared once, allocates nothing. Logits where the last layer is
 * softmax. Generated code where there is some, strict as in `forward`.
 *
 * @param X Samples × inputs, row-major.
 */
export function outputsOf(net: Network, X: Float64Array): Outputs {
  const samples = { samples: X.length / net.inputs, inputs: X };
  return canCompile(net, samples, loss)
    ? generatedOutputs(net, X)
    : referenceOutputs(net, X);
}

function referenceOutputs(net: Network, X: Float64Array): Outputs {
  const plan = planOf(net);
  const z = newTape(plan);
  const a = newTape(plan);
  const { outputs, outputAt } = plan;
  const samples = X.length / net.inputs;
  return (θ, out) => {
    for (let n = 0; n < samples; n++) {
      forwardPass(plan, θ, X, n, z, a);
      for (let k = 0; k < outputs; k++) out[n * outputs + k] = a[outputAt + k];
    }
    return out;
  };
}

function generatedOutputs(net: Network, inputs: Float64Array): Outputs {
  const K = net.outputs;
  const samples = inputs.length / net.inputs;
  const tile = tileFor(net, samples);
  const plan = wasmPlanOf(net, loss, float64x2({ relaxed: false }), tile);
  const machine = new Machine(plan, keyOf(net, loss, plan), {
    samples,
    inputs,
  });
  const run = machine.operation("outputs");
  const values = plan.layers[plan.layers.length - 1].values / 8;
  return (θ, out) => {
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
