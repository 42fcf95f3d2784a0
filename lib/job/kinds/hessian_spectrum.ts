import { counted } from "../../counted.ts";
import {
  type HessianSpectrum,
  hessianSpectrum as spectrumOf,
} from "../../curvature/mod.ts";
import { checkOptions, list, required, text } from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { type AtTime, atTime, pointOf } from "../training_point.ts";

/** Eigendecomposition of the Hessian at `parameters`. */
export interface HessianSpectrumJob {
  /** Names the kind. */
  readonly kind: "hessianSpectrum";
  /** Whose Hessian. */
  readonly objective: ObjectiveSource;
  /** Where (p). */
  readonly parameters: Float64Array;
}

/** What the kind adds to `run`. */
export interface HessianSpectrumMethod {
  /**
   * The Hessian's eigenvalues and eigenvectors where a training ended, or was
   * at a time.
   */
  hessianSpectrum(
    fit: TrainingResult,
    options?: AtTime,
  ): Promise<HessianSpectrum>;
}

/** See {@linkcode HessianSpectrumJob}. */
export const hessianSpectrum: JobKind<
  HessianSpectrumJob,
  HessianSpectrum,
  HessianSpectrumMethod
> = {
  name: "hessianSpectrum",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
  },

  *steps({ objective, parameters }) {
    yield {
      note: `Hessian of ${counted(objective.parameterCount, "parameter")}`,
    };
    return spectrumOf(objective, parameters);
  },

  methodsTake: { hessianSpectrum: atTime },

  methods: (submit) => ({
    hessianSpectrum: async (fit, options = {}) => {
      checkOptions("compute the Hessian spectrum", options, atTime);
      return await submit(pointOf(fit, "the Hessian spectrum", options.at));
    },
  }),
};
