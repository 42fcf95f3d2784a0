import { accuracyOf } from "../data/mod.ts";
import { gradientNorms, type Objective } from "../objective/mod.ts";
import type { DescentState, Logged } from "../optimize/mod.ts";
import { anObjective, checkArguments } from "../options/mod.ts";

/**
 * What a descent keeps unless told otherwise: the loss; the accuracy, where
 * the data have labels or targets of +1 and −1; and the Frobenius norm of the
 * gradient in each layer's weights, as "layer1.weight gradient".
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   standardLog,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const log = standardLog(objective);
 * const gradient = objective.gradient(θ);
 * const loss = objective.loss(θ);
 * const row = log({ iteration: 0, parameters: θ, loss, gradient });
 * assertEquals(row.loss, loss);
 * ```
 */
export function standardLog(
  objective: Objective,
): (state: DescentState) => Logged {
  checkArguments("log a descent", { objective }, { objective: anObjective });
  const { network, data } = objective;
  const classes = data &&
    (data.labels !== undefined || data.targets?.every((t) => t * t === 1));
  const share = network && classes ? accuracyOf(network, data) : undefined;
  const names = network?.layers.map((_, l) => `layer${l + 1}.weight gradient`);
  return ({ loss, parameters, gradient }) => {
    const values: Record<string, number> = { loss };
    if (share) values.accuracy = share(parameters);
    if (!network) return values;
    gradientNorms(network, gradient).forEach((norm, l) => {
      values[names![l]] = norm;
    });
    return values;
  };
}
