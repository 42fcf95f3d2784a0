import {
  holding,
  nested,
  numbers,
  record,
  required,
  text,
} from "../../options/mod.ts";
import {
  type LinearModel,
  trainTwoLayerSteps,
  type TwoLayerTraining,
  type TwoLayerTrainingOptions,
  twoLayerTrainingOptions,
} from "../../theory/mod.ts";
import type { JobKind } from "../kind.ts";
import { mapSteps } from "../../steps.ts";

/** A recorded training of two layers on the data of a linear model. */
export interface TwoLayerTrainingJob {
  /** Names the kind. */
  readonly kind: "twoLayerTraining";
  /** Samples to train and to test on, and the true map. */
  readonly model: Pick<LinearModel, "data" | "test" | "coefficients">;
  /** As for {@linkcode trainTwoLayer}. */
  readonly options?: TwoLayerTrainingOptions;
}

/** See {@linkcode TwoLayerTrainingJob}. */
export const twoLayerTraining: JobKind<
  TwoLayerTrainingJob,
  TwoLayerTraining
> = {
  name: "twoLayerTraining",

  takes: {
    kind: text,
    model: required(holding("a linear model", {
      data: record,
      test: record,
      coefficients: numbers,
    })),
    options: nested(twoLayerTrainingOptions),
  },

  *steps({ model, options }) {
    return yield* mapSteps(trainTwoLayerSteps(model, options), (step) => {
      const { iteration, iterations } = step;
      return {
        note: `iteration ${iteration} of ${iterations}`,
        done: iteration / iterations,
      };
    });
  },

  withoutMethod:
    "it is called by run.job: methods look at a training of an objective, and this has none",
};
