import { counted } from "../../counted.ts";
import { checkOptions, list, required, text } from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { type AtTime, atTime, pointOf } from "../training_point.ts";

/** Loss and gradient at `parameters`. */
export interface GradientJob {
  /** Names the kind. */
  readonly kind: "gradient";
  /** Whose gradient. */
  readonly objective: ObjectiveSource;
  /** Where (p). */
  readonly parameters: Float64Array;
}

/** A loss with its gradient. */
export interface LossAndGradient {
  /** L. */
  readonly loss: number;
  /** ∇L (p). */
  readonly gradient: Float64Array;
}

/** What the kind adds to `run`. */
export interface GradientMethod {
  /** Loss and gradient where a training ended, or was at a time. */
  gradient(fit: TrainingResult, options?: AtTime): Promise<LossAndGradient>;
}

/** See {@linkcode GradientJob}. */
export const gradient: JobKind<GradientJob, LossAndGradient, GradientMethod> = {
  name: "gradient",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
  },

  *steps({ objective, parameters }) {
    yield {
      note: `gradient of ${counted(objective.parameterCount, "parameter")}`,
    };
    const gradient = new Float64Array(objective.parameterCount);
    const loss = objective.lossAndGradient(parameters, gradient);
    return { loss, gradient };
  },

  methodsTake: { gradient: atTime },

  methods: (submit) => ({
    gradient: async (fit, options = {}) => {
      checkOptions("compute the gradient", options, atTime);
      return await submit(pointOf(fit, "the gradient", options.at));
    },
  }),
};
