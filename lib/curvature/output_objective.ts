import { hasSoftmax, network } from "../network/mod.ts";
import { empiricalLoss } from "../objective/mod.ts";
import type { Objective } from "../objective/objective.ts";

/**
 * An objective whose residuals have the Jacobian of the network's outputs on the
 * data: the objective itself where its loss is a sum of squares, which weighs
 * samples by √ω; else one of the same network and inputs. Of softmax the outputs
 * are what goes in.
 *
 * @throws {TypeError} If there is no network with data, nor are there residuals.
 */
export function outputObjective(act: string, objective: Objective): Objective {
  const plain = objective.unpenalized?.() ?? objective;
  if (plain.jacobian) return plain;
  const { network: net, data } = plain;
  if (net === undefined || data === undefined) {
    throw new TypeError(
      `Cannot ${act}: an objective without a network and data, expected both, or residuals with a jacobian`,
    );
  }
  const { samples, inputCount, inputs } = data;
  const outputs = hasSoftmax(net)
    ? network({
      inputs: net.inputs,
      layers: net.layers.map(({ width, activation, bias }, l) => ({
        width,
        activation: l === net.layers.length - 1 ? "identity" : activation,
        bias,
      })),
    })
    : net;
  return empiricalLoss(outputs, {
    samples,
    inputCount,
    inputs,
    outputCount: net.outputs,
    targets: new Float64Array(samples * net.outputs),
  }, { loss: "meanSquaredError" });
}
