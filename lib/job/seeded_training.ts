import {
  type InitializationScheme,
  initialize,
  type Network,
} from "../network/mod.ts";
import { defined } from "../options/mod.ts";
import type { TrainOptions } from "../train/mod.ts";
import { isObjective } from "./is_objective.ts";
import type { ObjectiveSource } from "./kind.ts";
import type { TrainJob } from "./kinds/train.ts";
import { objectiveFromSpecification } from "./objectives/known.ts";

/**
 * The job that trains from the initialization of a seed, which is also that of
 * the minibatches, unless `discrete.seed` names one.
 *
 * @throws {TypeError} If the objective has no network to initialize.
 */
export function seededTraining<Source extends ObjectiveSource>(
  objective: Source,
  seed: number,
  scheme: InitializationScheme | undefined,
  options: Omit<TrainOptions, "signal">,
): TrainJob & { readonly objective: Source } {
  const { discrete } = options;
  return {
    kind: "train",
    objective,
    parameters: initialize(networkOf(objective), {
      seed,
      ...defined({ scheme }),
    }),
    options: {
      ...options,
      ...(discrete && { discrete: { seed, ...defined(discrete) } }),
    },
  };
}

function networkOf(source: ObjectiveSource): Network {
  const { network } = isObjective(source)
    ? source
    : objectiveFromSpecification(source);
  if (network) return network;
  throw new TypeError(
    "Cannot initialize many trainings: an objective without a network, expected one with a network",
  );
}
