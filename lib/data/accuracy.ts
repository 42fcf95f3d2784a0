import { outputsOf } from "../kernels/mod.ts";
import type { Network } from "../network/mod.ts";
import type { Dataset } from "./dataset.ts";
import {
  aDataset,
  aNetwork,
  checkArguments,
  checkParameters,
} from "../options/mod.ts";

const act = "compute the accuracy";

/**
 * Share of samples that the network answers rightly: by the largest output
 * where the data have labels, by the sign of every output where they have
 * targets (so a target of 0 is only met by an output of exactly 0).
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ or the data do not fit the network.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { accuracy, dataset, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 2 softmax`;
 * const data = dataset({ inputs: [[1, 0], [0, 1]], labels: [0, 1] });
 * const θ = Float64Array.of(1, 0, 0, 0, 1, 0);
 * assertEquals(accuracy(net, θ, data), 1);
 * ```
 */
export function accuracy(
  net: Network,
  θ: ArrayLike<number>,
  data: Dataset,
): number {
  const point = checkParameters(act, net, θ);
  return accuracyOf(net, data)(point);
}

/**
 * A function θ ↦ {@linkcode accuracy}, for the same data at many θ.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If the data do not fit the network.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { accuracyOf, dataset, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 2 softmax`;
 * const data = dataset({ inputs: [[1, 0], [0, 1]], labels: [0, 1] });
 * const share = accuracyOf(net, data); // to be called for many θ
 * assertEquals(share(Float64Array.of(0, 1, 0, 1, 0, 0)), 0);
 * ```
 */
export function accuracyOf(
  net: Network,
  data: Dataset,
): (θ: Float64Array) => number {
  checkArguments(act, { network: net, data }, {
    network: aNetwork,
    data: aDataset,
  });
  const { samples, inputs, inputCount, outputCount, targets, labels } = data;
  if (inputCount !== net.inputs || outputCount !== net.outputs) {
    throw new RangeError(
      `Cannot compute the accuracy: data with ${inputCount} inputs and ${outputCount} outputs, expected ${net.inputs} and ${net.outputs} for ${net.text}`,
    );
  }
  const K = outputCount;
  const outputs = new Float64Array(samples * K);
  const evaluate = outputsOf(net, inputs);

  function isRight(n: number): boolean {
    if (labels) {
      const answer = outputs[n * K + labels[n]];
      for (let k = 0; k < K; k++) {
        if (outputs[n * K + k] > answer) return false;
        // of equal ones the first counts
        if (k < labels[n] && outputs[n * K + k] === answer) return false;
      }
      return !Number.isNaN(answer);
    }
    for (let i = n * K; i < (n + 1) * K; i++) {
      if (Math.sign(outputs[i]) !== Math.sign(targets![i])) return false;
    }
    return true;
  }

  return (θ) => {
    evaluate(θ, outputs);
    let right = 0;
    for (let n = 0; n < samples; n++) if (isRight(n)) right++;
    return right / samples;
  };
}
