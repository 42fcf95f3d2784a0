/**
 * Loss and gradient: generated code, with and without relaxed operations, the
 * plain TypeScript reference, and TensorFlow.js (float32) as a peer.
 */
import { referenceKernels, wasmKernels } from "../lib/kernels/mod.ts";
import { problems, sink, warm } from "./problems.ts";
import { tensorflowGradient } from "./tensorflow.ts";

for (const { name, net, loss, samples, θ } of problems) {
  const g = new Float64Array(net.parameterCount);
  const group = `gradient, ${name}`;
  const variants = {
    wasm: wasmKernels(net, samples, loss),
    "wasm, strict": wasmKernels(net, samples, loss, { strict: true }),
    reference: referenceKernels(net, samples, loss),
  };
  for (const [variant, kernels] of Object.entries(variants)) {
    const run = () => sink(kernels.lossAndGradient(θ, g));
    warm(run);
    Deno.bench(variant, { group, baseline: variant === "wasm" }, run);
  }
  const peer = tensorflowGradient(net, loss, samples, θ);
  Deno.bench("TensorFlow.js, float32", { group, n: 20, warmup: 5 }, () => {
    sink(peer());
  });
}
