/**
 * The first call of an operation: code is emitted, compiled, run. A new slope
 * of leakyRelu in every call keeps the cache of modules out of it.
 */
import { wasmKernels } from "../lib/kernels/mod.ts";
import { network, parseNetwork } from "../lib/network/mod.ts";
import { problem, sink } from "./problems.ts";

const { samples, θ, v } = problem("2 → 5 leakyRelu → 1", 100);
const p = θ.length;
const out = new Float64Array(p);
const H = new Float64Array(p * p);
let slope = 0.01;

function fresh() {
  slope += 1e-6;
  const net = network(parseNetwork(`2 → 5 leakyRelu(${slope}) → 1`));
  return wasmKernels(net, samples, "meanSquaredError");
}

const cached = wasmKernels(
  network(parseNetwork("2 → 5 leakyRelu → 1")),
  samples,
  "meanSquaredError",
);
const group = "first call, 2 → 5 leakyRelu → 1, N = 100";

Deno.bench("steady gradient", { group, baseline: true }, () => {
  sink(cached.lossAndGradient(θ, out));
});
Deno.bench("new objective, known architecture: gradient", { group }, () => {
  const net = cached.network;
  const kernels = wasmKernels(net, samples, "meanSquaredError");
  sink(kernels.lossAndGradient(θ, out));
});
Deno.bench("new architecture: gradient", { group }, () => {
  sink(fresh().lossAndGradient(θ, out));
});
Deno.bench("new architecture: all operations", { group }, () => {
  const kernels = fresh();
  sink(kernels.loss(θ));
  sink(kernels.lossAndGradient(θ, out));
  sink(kernels.hessianVectorProduct(θ, v, out)[0]);
  sink(kernels.hessian(θ, H)[0]);
});
