import type { CustomLoss, LossChoice, Samples } from "../kernels.ts";
import { crossEntropyLoss } from "./cross_entropy.ts";
import type { SampleLoss } from "./loss.ts";
import { meanSquaredError } from "./mean_squared_error.ts";
import { separableLoss } from "./separable.ts";

/** Losses that sum one function of (output, target) over the outputs. */
const separableLosses: Record<string, CustomLoss> = { meanSquaredError };

/** Losses that see all logits of a softmax layer at once. */
const softmaxLosses: Record<
  string,
  (samples: Samples, outputs: number) => SampleLoss
> = { crossEntropy: crossEntropyLoss };

/** Names of all losses that travel as data. */
export const lossNames: readonly string[] = [
  ...Object.keys(separableLosses),
  ...Object.keys(softmaxLosses),
];

/** Whether the loss belongs to a softmax layer. */
export function needsSoftmax(choice: LossChoice): boolean {
  return typeof choice === "string" && choice in softmaxLosses;
}

/** The per-sample loss on the samples' targets or labels. */
export function sampleLoss(
  choice: LossChoice,
  samples: Samples,
  outputs: number,
): SampleLoss {
  if (typeof choice === "string" && choice in softmaxLosses) {
    return softmaxLosses[choice](samples, outputs);
  }
  return separableLoss(
    typeof choice === "string" ? separableLosses[choice] : choice,
    samples.targets as Float64Array,
    outputs,
  );
}
