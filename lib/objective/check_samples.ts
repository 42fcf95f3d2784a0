import { counted } from "../counted.ts";
import type { Dataset } from "../data/dataset.ts";
import {
  isKnownLoss,
  type LossChoice,
  lossNames,
  needsSoftmax,
} from "../kernels/mod.ts";
import { hasSoftmax, type Network } from "../network/mod.ts";

/**
 * Refuses data and losses that do not fit the network.
 *
 * @throws {RangeError} With both numbers.
 */
export function checkSamples(
  net: Network,
  data: Dataset,
  loss: LossChoice,
): void {
  if (data.samples < 1) refuse("0 samples", "at least one");
  if (data.inputCount !== net.inputs) {
    refuse(
      `the data have ${counted(data.inputCount, "input")} per sample`,
      `${net.inputs} as the network "${net.text}" has`,
    );
  }
  checkLength("inputs", data.inputs, data.samples * data.inputCount);
  if (data.weights) checkLength("weights", data.weights, data.samples);
  checkLoss(net, data, loss);
  if (data.labels) checkLabels(net, data, data.labels);
  else if (data.targets) {
    if (data.outputCount !== net.outputs) {
      refuse(
        `the data have ${counted(data.outputCount, "target")} per sample`,
        `${net.outputs} as the network "${net.text}" has outputs`,
      );
    }
    checkLength("targets", data.targets, data.samples * data.outputCount);
  } else refuse("data without targets and labels", "one of them");
}

function checkLoss(net: Network, data: Dataset, loss: LossChoice): void {
  const name = typeof loss === "string" ? loss : "a custom loss";
  if (!isKnownLoss(loss)) {
    refuse(`loss "${loss}"`, `one of ${lossNames.join(", ")}`);
  }
  if (needsSoftmax(loss) !== hasSoftmax(net)) {
    refuse(
      `${name} with the network "${net.text}"`,
      needsSoftmax(loss) ? "a last layer with softmax" : "crossEntropy",
    );
  }
  if (data.labels && !needsSoftmax(loss)) {
    refuse(`${name} with labels`, "targets, or crossEntropy and softmax");
  }
}

function checkLabels(net: Network, data: Dataset, labels: Int32Array): void {
  checkLength("labels", labels, data.samples);
  const wrong = labels.find((label) => label < 0 || label >= net.outputs);
  if (wrong !== undefined) {
    refuse(`label ${wrong}`, `labels in 0 … ${net.outputs - 1}`);
  }
}

function checkLength(
  what: string,
  array: ArrayLike<number>,
  want: number,
): void {
  if (array.length !== want) refuse(`${array.length} ${what}`, `${want}`);
}

function refuse(got: string, want: string): never {
  throw new RangeError(`Cannot build the loss: ${got}, expected ${want}`);
}
