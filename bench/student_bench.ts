/**
 * Students of k hidden units on two inputs, N samples: loss and gradient, and
 * the Hessian where it takes less than a second.
 */
import { wasmKernels } from "../lib/kernels/mod.ts";
import { problem, sink, warm } from "./problems.ts";

for (const k of [10, 50, 100]) {
  for (const N of [10, 100, 1000, 10_000, 100_000]) {
    const { net, loss, samples, θ, v } = problem(`2 → ${k} sigmoid → 1`, N);
    const p = net.parameterCount;
    const kernels = wasmKernels(net, samples, loss);
    const out = new Float64Array(p);
    const group = `student, k = ${k}, N = ${N}`;
    const gradient = () => sink(kernels.lossAndGradient(θ, out));
    warm(gradient);
    Deno.bench("gradient", { group, baseline: true }, gradient);
    Deno.bench("loss", { group }, () => sink(kernels.loss(θ)));
    Deno.bench("Hessian–vector product", { group }, () => {
      sink(kernels.hessianVectorProduct(θ, v, out)[0]);
    });
    if (p * p * N > 5e9) continue;
    const H = new Float64Array(p * p);
    const hessian = () => sink(kernels.hessian(θ, H)[0]);
    warm(hessian);
    Deno.bench("Hessian", { group, n: 5, warmup: 1 }, hessian);
  }
}
