/** Hessians and Hessian–vector products, beside the gradient. */
import { referenceKernels, wasmKernels } from "../lib/kernels/mod.ts";
import { problem, problems, sink, warm } from "./problems.ts";

const withWide = [...problems, problem("2 → 100 sigmoid → 1", 10_000)];

for (const { name, net, loss, samples, θ, v } of withWide) {
  const p = net.parameterCount;
  const out = new Float64Array(p);
  const fast = wasmKernels(net, samples, loss);
  const slow = referenceKernels(net, samples, loss);

  const group = `product, ${name}`;
  const gradient = () => sink(fast.lossAndGradient(θ, out));
  const product = () => sink(fast.hessianVectorProduct(θ, v, out)[0]);
  warm(gradient);
  warm(product);
  Deno.bench("one gradient", { group, baseline: true }, gradient);
  Deno.bench("wasm", { group }, product);
  Deno.bench("reference", { group, n: 10, warmup: 2 }, () => {
    sink(slow.hessianVectorProduct(θ, v, out)[0]);
  });

  if (p > 1000) continue;
  const H = new Float64Array(p * p);
  const flops = `p²N = ${(p * p * samples.samples / 1e6).toFixed(1)} MFLOP`;
  const hessian = () => sink(fast.hessian(θ, H)[0]);
  warm(hessian);
  const whole = `Hessian, ${name}, ${flops}`;
  Deno.bench("wasm", { group: whole, baseline: true }, hessian);
  Deno.bench("reference", { group: whole, n: 5, warmup: 1 }, () => {
    sink(slow.hessian(θ, H)[0]);
  });
}
