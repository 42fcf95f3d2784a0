/**
 * What blocked products would give a wide network: the two large products of a
 * gradient of 784 → 64 relu → 10 softmax on 128 samples, XW₁ and δ₁ᵀX, beside
 * that gradient by the generated kernels, in turns:
 *
 *     deno run -A bench/wide_products.ts
 */
import { block, product, transposedBlock } from "../lib/linalg/mod.ts";
import { wasmKernels } from "../lib/kernels/mod.ts";
import { least } from "./least.ts";
import { problem, warm } from "./problems.ts";

const [N, D, H] = [128, 784, 64];
const { net, samples, loss, θ } = problem("784 → 64 relu → 10 softmax", N);
const kernels = wasmKernels(net, samples, loss);
const out = new Float64Array(net.parameterCount);
const X = block(samples.inputs, N, D);
const W = transposedBlock(block(θ.slice(0, H * D), H, D));
const hidden = block(new Float64Array(N * H), N, H);
const weights = block(new Float64Array(H * D), H, D);

const ways = {
  "gradient by generated kernels": () => {
    kernels.lossAndGradient(θ, out);
  },
  "its two large products alone, blocked": () => {
    product(X, W, hidden);
    product(transposedBlock(hidden), X, weights);
  },
  "the same in float32": () => {
    product(X, W, hidden, "set", "float32");
    product(transposedBlock(hidden), X, weights, "set", "float32");
  },
};
warm(ways["gradient by generated kernels"]);
const best: Record<string, number> = {};
for (let round = 0; round < 40; round++) {
  for (const [name, way] of Object.entries(ways)) {
    best[name] = Math.min(best[name] ?? Infinity, least(3, way));
  }
}
for (const [name, seconds] of Object.entries(best)) {
  const rate = 4 * N * D * H / seconds / 1e9;
  const line = `${name}: ${(1000 * seconds).toFixed(2)} ms, ${
    rate.toFixed(1)
  } GFLOP/s of the two products\n`;
  Deno.stdout.writeSync(new TextEncoder().encode(line));
}
