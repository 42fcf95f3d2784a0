import type { CustomLoss, LossChoice, Samples } from "../kernels.ts";
import { crossEntropyLoss } from "./cross_entropy.ts";
import { huber, huberDelta } from "./huber.ts";
import { logisticLoss } from "./logistic.ts";
import type { SampleLoss } from "./loss.ts";
import { meanSquaredError } from "./mean_squared_error.ts";
import { separableLoss } from "./separable.ts";

/** Losses that sum one function of (output, target) over the outputs. */
const separableLosses: Record<string, CustomLoss> = {
  meanSquaredError,
  logistic: logisticLoss,
  huber: huber(1),
};

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

/** Whether the choice is the user's own, a name of the list or "huber(δ)". */
export function isKnownLoss(choice: LossChoice): boolean {
  return typeof choice !== "string" || lossNames.includes(choice) ||
    huberDelta(choice) > 0;
}

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
    typeof choice === "string"
      ? separableLosses[choice] ?? huber(huberDelta(choice))
      : choice,
    samples.targets as Float64Array,
    outputs,
  );
}
