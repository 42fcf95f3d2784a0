import type { Samples } from "../lib/kernels/mod.ts";
import {
  initialize,
  type Network,
  network,
  parseNetwork,
} from "../lib/network/mod.ts";
import { type EmpiricalLoss, empiricalLoss } from "../lib/objective/mod.ts";
import { randomGenerator } from "../lib/random/mod.ts";

/** A network with data and a place, all from fixed seeds. */
export interface Problem {
  readonly name: string;
  readonly net: Network;
  readonly loss: "meanSquaredError" | "crossEntropy";
  readonly samples: Samples;
  readonly θ: Float64Array;
  readonly v: Float64Array;
}

/** Standard normal inputs and targets; labels for a softmax layer. */
export function problem(text: string, N: number): Problem {
  const net = network(parseNetwork(text));
  const random = randomGenerator(1);
  const normal = (length: number) =>
    Float64Array.from({ length }, () => random.normal());
  const inputs = normal(N * net.inputs);
  const classes = text.includes("softmax");
  return {
    name: `${net.text}, N = ${N}`,
    net,
    loss: classes ? "crossEntropy" : "meanSquaredError",
    samples: classes
      ? {
        samples: N,
        inputs,
        labels: Int32Array.from(
          { length: N },
          () => random.integer(net.outputs),
        ),
      }
      : { samples: N, inputs, targets: normal(N * net.outputs) },
    θ: initialize(net, { seed: 2 }),
    v: normal(net.parameterCount),
  };
}

/** The loss of a problem's network on its data, of targets. */
export function objectiveOf({ net, samples, loss }: Problem): EmpiricalLoss {
  const { samples: N, inputs, targets } = samples;
  return empiricalLoss(net, {
    samples: N,
    inputCount: net.inputs,
    outputCount: net.outputs,
    inputs,
    targets: targets as Float64Array,
  }, { loss });
}

/** The networks and sizes on which the design was measured. */
export const problems: readonly Problem[] = [
  problem("2 → 5 sigmoid → 1", 100),
  problem("2 → 5 sigmoid → 1", 1000),
  problem("2 → 5 sigmoid → 1", 10_000),
  problem("2 → 10 softplus → 1", 1000),
  problem("5 → 16 tanh → 16 tanh → 1", 1000),
  problem("5 → 16 tanh → 16 tanh → 1", 10_000),
  problem("784 → 64 relu → 10 softmax", 128),
];

/** A symmetric matrix (n × n) of standard normal entries. */
export function symmetricMatrix(n: number): Float64Array {
  const random = randomGenerator(1);
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) A[i * n + j] = A[j * n + i] = random.normal();
  }
  return A;
}

let sum = 0;

/** Takes a result, so that nothing is optimized away. */
export function sink(value: number): void {
  sum += value;
}

globalThis.addEventListener("unload", () => {
  if (Number.isNaN(sum)) throw new Error("A benchmark computed NaN");
});

/** Calls often enough that V8 has replaced its first, slow code. */
export function warm(run: () => void): void {
  const end = performance.now() + 300;
  while (performance.now() < end) run();
}
