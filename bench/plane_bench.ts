/** Loss planes: many parameter vectors on the same data. */
import {
  referenceKernels,
  singlePrecisionKernels,
  wasmKernels,
} from "../lib/kernels/mod.ts";
import { problem, sink, warm } from "./problems.ts";

for (const [side, N] of [[101, 100], [51, 10_000]]) {
  const { net, loss, samples, θ, v, name } = problem("2 → 5 sigmoid → 1", N);
  const p = net.parameterCount;
  const count = side * side;
  const Θ = new Float64Array(count * p);
  for (let i = 0; i < count; i++) {
    const s = (i % side) / (side - 1) - 0.5;
    const t = Math.floor(i / side) / (side - 1) - 0.5;
    for (let k = 0; k < p; k++) {
      Θ[i * p + k] = θ[k] + s * v[k] + t * v[(k + 7) % p];
    }
  }
  const out = new Float64Array(count);
  const group = `plane of ${side} × ${side}, ${name}`;
  const double = wasmKernels(net, samples, loss);
  const single = singlePrecisionKernels(net, samples, loss);
  const reference = referenceKernels(net, samples, loss);
  for (const [variant, kernels] of Object.entries({ double, single })) {
    const run = () => sink(kernels.lossBatch?.(Θ, count, out)[0] ?? NaN);
    warm(run);
    Deno.bench(`wasm, ${variant} precision`, {
      group,
      baseline: variant === "double",
      n: 10,
      warmup: 1,
    }, run);
  }
  if (N > 100) continue;
  Deno.bench("reference", { group, n: 3, warmup: 1 }, () => {
    for (let i = 0; i < count; i++) {
      sink(reference.loss(Θ.subarray(i * p, (i + 1) * p)));
    }
  });
}
