import type { Network } from "../network/mod.ts";
import { forwardPass } from "./reference/forward_pass.ts";
import { newTape, planOf } from "./reference/plan.ts";
import { canCompile } from "./wasm.ts";
import { wasmOutputs } from "./wasm/outputs.ts";

/** A function that writes samples × outputs numbers into `out`. */
export type Outputs = (θ: Float64Array, out: Float64Array) => Float64Array;

/**
 * A function θ ↦ outputs of the network on fixed samples, for the same samples
 * at many θ: prepared once, allocates nothing. Logits where the last layer is
 * softmax. Generated code where there is some, strict as in `forward`.
 *
 * @param X Samples × inputs, row-major.
 */
export function outputsOf(net: Network, X: Float64Array): Outputs {
  const samples = { samples: X.length / net.inputs, inputs: X };
  return canCompile(net, samples, "meanSquaredError")
    ? wasmOutputs(net, X)
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
