import { hasSoftmax, type Network } from "../network/mod.ts";
import { forwardPass } from "./reference/forward_pass.ts";
import { newTape, planOf } from "./reference/plan.ts";
import { softmax } from "./softmax.ts";
import { canCompile } from "./wasm.ts";
import { wasmOutputs } from "./wasm/outputs.ts";
import {
  anyOf,
  checkArguments,
  checkParameters,
  numbers,
  points,
} from "../options/mod.ts";

/** Samples × parameters from which on generated code is faster. */
const worthGenerating = 1e5;

/** Samples that generated code has in memory at once. */
const part = 4096;

const sampleInputs = anyOf(numbers, points);

/**
 * Outputs of the network (samples × outputs, row-major); probabilities where
 * the last layer is softmax.
 *
 * @param inputs Samples × inputs: a row-major Float64Array, or an array of rows.
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ or the inputs do not fit the network.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { forward, network } from "@thalweg/thalweg";
 *
 * const net = network({ inputs: 2, layers: [{ width: 1, activation: "relu" }] });
 * const θ = Float64Array.of(1, 2, 0.5); // weights and bias
 * assertEquals(forward(net, θ, [[1, 1], [0, -1]]), Float64Array.of(3.5, 0));
 * ```
 */
export function forward(
  net: Network,
  θ: ArrayLike<number>,
  inputs: Float64Array | readonly ArrayLike<number>[],
): Float64Array {
  const act = "evaluate the network";
  const point = checkParameters(act, net, θ);
  checkArguments(act, { inputs }, { inputs: sampleInputs });
  const X = inputs instanceof Float64Array ? inputs : joinRows(net, inputs);
  if (X.length % net.inputs !== 0) {
    throw new RangeError(
      `Cannot evaluate the network: ${X.length} input numbers, expected a ` +
        `multiple of its ${net.inputs} inputs`,
    );
  }
  return X.length / net.inputs * net.parameterCount >= worthGenerating
    ? strictForward(net, point, X)
    : plainForward(net, point, X);
}

/**
 * The same, by generated code wherever there is some, for many samples and few:
 * the same bits on every machine whose engine has vectors.
 */
export function strictForward(
  net: Network,
  θ: Float64Array,
  X: Float64Array,
): Float64Array {
  const samples = X.length / net.inputs;
  if (!canCompile(net, { samples, inputs: X }, "meanSquaredError")) {
    return plainForward(net, θ, X);
  }
  const K = net.outputs;
  const out = new Float64Array(samples * K);
  for (let first = 0; first < samples; first += part) {
    const end = Math.min(first + part, samples);
    const some = X.subarray(first * net.inputs, end * net.inputs);
    wasmOutputs(net, some)(θ, out.subarray(first * K, end * K));
  }
  if (hasSoftmax(net)) {
    for (let n = 0; n < samples; n++) softmax(out, n * K, K, out, n * K);
  }
  return out;
}

function plainForward(
  net: Network,
  θ: Float64Array,
  X: Float64Array,
): Float64Array {
  const samples = X.length / net.inputs;
  const out = new Float64Array(samples * net.outputs);
  const plan = planOf(net);
  const z = newTape(plan);
  const a = newTape(plan);
  const { outputs, outputAt } = plan;
  const probabilities = hasSoftmax(net);
  for (let n = 0; n < samples; n++) {
    forwardPass(plan, θ, X, n, z, a);
    if (probabilities) softmax(a, outputAt, outputs, out, n * outputs);
    else out.set(a.subarray(outputAt, outputAt + outputs), n * outputs);
  }
  return out;
}

function joinRows(
  net: Network,
  rows: readonly ArrayLike<number>[],
): Float64Array {
  const X = new Float64Array(rows.length * net.inputs);
  for (const [n, row] of rows.entries()) {
    if (row.length !== net.inputs) {
      throw new RangeError(
        `Cannot evaluate the network: sample ${n} has ${row.length} inputs, ` +
          `expected ${net.inputs}`,
      );
    }
    X.set(row, n * net.inputs);
  }
  return X;
}
