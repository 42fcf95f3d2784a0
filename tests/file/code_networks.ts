import { activations } from "../../lib/network/activations/list.ts";
import {
  initialize,
  type Network,
  network,
  parseNetwork,
} from "../../lib/network/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

/** A network, its parameters, inputs and what it answers to them. */
export interface CodeCase {
  readonly net: Network;
  readonly θ: Float64Array;
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
}

const written = (name: string) =>
  name === "polynomial" ? "polynomial(0.5, -1, 0, 0.25)" : name;

/** One of every activation; and whatever else a network may have. */
export const codeCases: readonly CodeCase[] = [
  ...activations.map(({ name }) => `2 → 3 ${written(name)} → 2`),
  "2 → 4 leakyRelu(0.1) no bias → 3 elu(0.7) → 3 softmax",
  "2 → 2 polynomial(3) → 1 tanh",
  `2 → [${activations.map(({ name }) => written(name)).join(", ")}] → 1`,
  "2 → [smoothLeakyRelu(0.2), relu] no bias → 2 no bias",
  "2 → 1",
].map((text) => {
  const net = network(parseNetwork(text));
  const random = randomGenerator(1);
  const θ = initialize(net, { seed: 1 });
  const draw = () => 3 * random.normal();
  // biases begin at 0
  for (let i = 0; i < θ.length; i++) if (θ[i] === 0) θ[i] = draw() / 3;
  const inputs = [
    ...Array.from({ length: 20 }, () => [draw(), draw()]),
    [0, 0],
    [-30, 40],
  ];
  const all = forward(net, θ, Float64Array.from(inputs.flat()));
  const m = net.outputs;
  const outputs = inputs.map((_, i) => [...all.subarray(i * m, (i + 1) * m)]);
  return { net, θ, inputs, outputs };
});

/** The largest difference, relative to numbers beyond 1. */
export function largestError(
  got: readonly (readonly number[])[],
  { outputs }: CodeCase,
): number {
  let largest = 0;
  outputs.forEach((row, n) =>
    row.forEach((y, k) => {
      const error = Math.abs(got[n][k] - y) / Math.max(1, Math.abs(y));
      // NaN is no small error
      largest = error <= largest ? largest : error;
    })
  );
  return largest;
}
