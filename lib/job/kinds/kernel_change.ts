import {
  type KernelChange,
  type KernelChangeOptions,
  kernelChangeOptions,
  kernelChangeSteps,
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

/** The neural tangent kernel along a trajectory. */
export interface KernelChangeJob {
  /** Names the kind. */
  readonly kind: "kernelChange";
  /** Whose outputs. */
  readonly objective: ObjectiveSource;
  /** The way along which it is looked at. */
  readonly trajectory: Way;
  /** As for {@linkcode kernelChange}. */
  readonly options?: KernelChangeOptions;
}

/** What the kind adds to `run`. */
export interface KernelChangeMethod {
  /** The neural tangent kernel along a training. */
  kernelChange(
    fit: TrainingResult,
    options?: KernelChangeOptions,
  ): Promise<KernelChange>;
}

/** See {@linkcode KernelChangeJob}. */
export const kernelChange: JobKind<
  KernelChangeJob,
  KernelChange,
  KernelChangeMethod
> = {
  name: "kernelChange",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    trajectory: required(aTrajectory),
    options: nested(kernelChangeOptions),
  },

  *steps({ objective, trajectory, options }) {
    const { points = 20 } = options ?? {};
    const count = Math.min(points, trajectory.times.length);
    return yield* mapSteps(
      kernelChangeSteps(objective, trajectory, options),
      (step) => ({
        note: "tangent kernel",
        done: step.times.length / count,
        partial: () => step,
      }),
    );
  },

  methodsTake: { kernelChange: kernelChangeOptions },

  methods: (submit) => ({
    kernelChange: async (fit, options = {}) => {
      checkOptions("follow the tangent kernel", options, kernelChangeOptions);
      return await submit({
        objective: objectiveOf(fit, "the tangent kernel"),
        trajectory: fit.trajectory,
        options,
      });
    },
  }),
};
