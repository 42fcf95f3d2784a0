import {
  type SpectralDensity,
  type SpectralDensityOptions,
  spectralDensityOptions,
  spectralDensitySteps,
} from "../../curvature/mod.ts";
import {
  checkOptions,
  list,
  nested,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { type AtTime, atTime, pointOf } from "../training_point.ts";
import { mapSteps } from "../../steps.ts";

/** The density of the Hessian's eigenvalues at `parameters`. */
export interface SpectralDensityJob {
  /** Names the kind. */
  readonly kind: "spectralDensity";
  /** Whose Hessian. */
  readonly objective: ObjectiveSource;
  /** Where (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode spectralDensity}. */
  readonly options?: SpectralDensityOptions;
}

/** What the kind adds to `run`. */
export interface SpectralDensityMethod {
  /**
   * The density of the Hessian's eigenvalues where a training ended, or was at a
   * time.
   */
  spectralDensity(
    fit: TrainingResult,
    options?: SpectralDensityOptions & AtTime,
  ): Promise<SpectralDensity>;
}

/** What `run.spectralDensity` takes beside the training. */
const methodOptions: OptionTable<SpectralDensityOptions & AtTime> = {
  ...spectralDensityOptions,
  ...atTime,
};

/** See {@linkcode SpectralDensityJob}. */
export const spectralDensity: JobKind<
  SpectralDensityJob,
  SpectralDensity,
  SpectralDensityMethod
> = {
  name: "spectralDensity",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
    options: nested(spectralDensityOptions),
  },

  *steps({ objective, parameters, options }) {
    return yield* mapSteps(
      spectralDensitySteps(objective, parameters, options),
      (step) => ({
        note: "spectral density",
        done: step.done,
        partial: () => step.density,
      }),
    );
  },

  methodsTake: { spectralDensity: methodOptions },

  methods: (submit) => ({
    spectralDensity: async (fit, given = {}) => {
      checkOptions("estimate the spectral density", given, methodOptions);
      const { at, ...options } = given;
      const point = pointOf(fit, "the spectral density", at);
      return await submit({ ...point, options });
    },
  }),
};
