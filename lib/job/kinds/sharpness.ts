import {
  type Sharpness,
  type SharpnessOptions,
  sharpnessOptions,
  sharpnessSteps,
  type Way,
} from "../../curvature/mod.ts";
import {
  aTrajectory,
  checkOptions,
  nested,
  required,
  text,
} from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { objectiveOf } from "../training_point.ts";
import { mapSteps } from "../../steps.ts";

/** The largest eigenvalue of the Hessian along a training. */
export interface SharpnessJob {
  /** Names the kind. */
  readonly kind: "sharpness";
  /** Whose Hessian. */
  readonly objective: ObjectiveSource;
  /** The way: a trajectory. */
  readonly trajectory: Way;
  /** As for {@linkcode sharpness}. */
  readonly options?: SharpnessOptions;
}

/** What the kind adds to `run`. */
export interface SharpnessMethod {
  /** The largest eigenvalue of the Hessian along a training. */
  sharpness(
    fit: TrainingResult,
    options?: SharpnessOptions,
  ): Promise<Sharpness>;
}

/** See {@linkcode SharpnessJob}. */
export const sharpness: JobKind<SharpnessJob, Sharpness, SharpnessMethod> = {
  name: "sharpness",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    trajectory: required(aTrajectory),
    options: nested(sharpnessOptions),
  },

  *steps({ objective, trajectory, options }) {
    return yield* mapSteps(
      sharpnessSteps(objective, trajectory, options),
      (step) => ({
        note: `sharpness at ${step.times.at(-1)}`,
        partial: () => step,
      }),
    );
  },

  methodsTake: { sharpness: sharpnessOptions },

  methods: (submit) => ({
    sharpness: async (fit, options = {}) => {
      checkOptions("look at the sharpness", options, sharpnessOptions);
      return await submit({
        objective: objectiveOf(fit, "the sharpness"),
        trajectory: fit.trajectory,
        options,
      });
    },
  }),
};
