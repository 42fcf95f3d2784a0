import {
  type DensityData,
  densityData,
  type DensityFit,
  type FitDensityOptions,
  fitDensityOptions,
  fitDensitySteps,
  type InvertibleNetwork,
} from "../../density/mod.ts";
import {
  checkOptions,
  nested,
  type OptionTable,
  record,
  required,
  text,
  without,
} from "../../options/mod.ts";
import type { JobKind } from "../kind.ts";

/** Fit a density to samples. */
export interface FitDensityJob {
  /** Names the kind. */
  readonly kind: "fitDensity";
  /** Where to start. */
  readonly flow: InvertibleNetwork;
  /** Samples, or parts of them. */
  readonly data: DensityData;
  /** As for {@linkcode fitDensity}. */
  readonly options?: Omit<FitDensityOptions, "signal">;
}

/** What the kind adds to `run`. */
export interface FitDensityMethod {
  /**
   * Fits a density; a logger or transform that is a function makes it run in
   * place.
   */
  fitDensity(
    flow: InvertibleNetwork,
    data: DensityData,
    options?: Omit<FitDensityOptions, "signal">,
  ): Promise<DensityFit>;
}

const jobOptions: OptionTable<Omit<FitDensityOptions, "signal">> = without(
  fitDensityOptions,
  "signal",
);

/** See {@linkcode FitDensityJob}. */
export const fitDensity: JobKind<
  FitDensityJob,
  DensityFit,
  FitDensityMethod
> = {
  name: "fitDensity",

  takes: {
    kind: text,
    flow: required(record),
    data: required(densityData),
    options: nested(jobOptions),
  },

  *steps({ flow, data, options = {} }) {
    const steps = fitDensitySteps(flow, data, options);
    for (;;) {
      const next = steps.next();
      if (next.done) return next.value;
      const { epoch, epochs, part, snapshot } = next.value;
      yield {
        note: `epoch ${epoch + 1} of ${epochs}`,
        done: (epoch + part) / epochs,
        // once an epoch: flows of many features are large
        ...part === 1 && { partial: snapshot },
      };
    }
  },

  resume: (job, { state }) => ({
    ...job,
    options: { ...job.options, resumeFrom: state },
  }),

  methodsTake: { fitDensity: jobOptions },

  methods: (submit) => ({
    fitDensity: async (flow, data, options = {}) => {
      checkOptions("fit the density", options, jobOptions);
      return await submit({ flow, data, options });
    },
  }),
};
