import { counted } from "../counted.ts";
import type { Dataset } from "../data/dataset.ts";
import {
  isKnownLoss,
  type LossChoice,
  lossNames,
  needsSoftmax,
} from "../kernels/mod.ts";
import { hasSoftmax, type Network } from "../network/mod.ts";
import { suggestion } from "../options/mod.ts";

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
    checkTargets(data.targets, data.outputCount, loss);
  } else refuse("data without targets and labels", "one of them");
}

function checkLoss(net: Network, data: Dataset, loss: LossChoice): void {
  const name = typeof loss === "string" ? loss : "a custom loss";
  if (!isKnownLoss(loss)) {
    const known = `one of ${lossNames.join(", ")}`;
    refuse(`loss "${loss}"`, suggestion(`${loss}`, lossNames, known));
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

/** Refuses targets with which a loss means nothing, or has no least value. */
function checkTargets(
  targets: Float64Array,
  outputs: number,
  loss: LossChoice,
): void {
  if (loss === "logistic") {
    const odd = targets.find((target) => Math.abs(target) !== 1);
    if (odd === undefined) return;
    refuse(
      `logistic with target ${odd}`,
      "targets −1 and 1 (2 t − 1 of targets 0 and 1, for their binary cross-entropy)",
    );
  }
  if (loss !== "crossEntropy") return;
  for (let row = 0; row < targets.length; row += outputs) {
    const own = targets.subarray(row, row + outputs);
    const sum = own.reduce((total, p) => total + p);
    if (own.every((p) => p >= 0) && Math.abs(sum - 1) < 1e-6) continue;
    refuse(
      `crossEntropy with targets ${own.join(", ")}`,
      "probabilities, which are from 0 on and sum to 1, or labels",
    );
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
