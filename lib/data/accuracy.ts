import { forward } from "../kernels/mod.ts";
import type { Network } from "../network/mod.ts";
import { classify } from "./classification.ts";
import type { Dataset } from "./dataset.ts";

/**
 * Share of samples that the network answers rightly: by the most probable
 * class where the data have labels, by the sign of every output where they
 * have targets (so a target of 0 is only met by an output of exactly 0).
 *
 * @throws {RangeError} If θ or the data do not fit the network.
 */
export function accuracy(
  net: Network,
  θ: Float64Array,
  data: Dataset,
): number {
  const { samples, targets, outputCount } = data;
  if (!targets) return classify(net, θ, data).accuracy;
  const outputs = forward(net, θ, data.inputs);
  let right = 0;
  for (let n = 0; n < samples; n++) {
    let same = true;
    for (let k = n * outputCount; k < (n + 1) * outputCount; k++) {
      same &&= Math.sign(outputs[k]) === Math.sign(targets[k]);
    }
    if (same) right++;
  }
  return right / samples;
}
