import type { LossChoice, Samples } from "../../kernels.ts";
import { huberDelta } from "../huber.ts";
import { crossEntropy } from "./cross_entropy.ts";
import type { LossEnclosure, OutputLossEnclosure } from "./enclosure.ts";
import { huber } from "./huber.ts";
import { logisticLoss } from "./logistic.ts";
import { meanSquaredError } from "./mean_squared_error.ts";
import { separableEnclosure } from "./separable.ts";

const separable: Readonly<Record<string, OutputLossEnclosure>> = {
  meanSquaredError,
  logistic: logisticLoss,
};

const softmax: Readonly<
  Record<string, (samples: Samples, outputs: number) => LossEnclosure>
> = { crossEntropy };

/**
 * The interval extension of a loss on the samples' targets or labels; undefined
 * for a user's own.
 */
export function lossEnclosure(
  choice: LossChoice,
  samples: Samples,
  outputs: number,
): LossEnclosure | undefined {
  if (typeof choice !== "string") return undefined;
  if (choice in softmax) return softmax[choice](samples, outputs);
  return separableEnclosure(
    separable[choice] ?? huber(huberDelta(choice)),
    samples.targets!,
    outputs,
  );
}
