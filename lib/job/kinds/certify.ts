import { counted } from "../../counted.ts";
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
  certify as verdictOn,
  type CertifyOptions,
  certifyOptions,
  type Verdict,
} from "../../verdict/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import {
  type AtTime,
  atTime,
  pointOf,
  trajectoryUntil,
} from "../training_point.ts";

/** What the point `parameters` is. */
export interface CertifyJob {
  /** Names the kind. */
  readonly kind: "certify";
  /** Whose landscape. */
  readonly objective: ObjectiveSource;
  /** The point (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode certify}. */
  readonly options?: CertifyOptions;
}

/** What the kind adds to `run`. */
export interface CertifyMethod {
  /**
   * What a training's end is, or the point where it was at a time: a minimum, a
   * saddle, … A finished training has its verdict already.
   */
  certify(
    fit: TrainingResult,
    options?: Omit<CertifyOptions, "trajectory"> & AtTime,
  ): Promise<Verdict>;
}

const { trajectory: _, ...pointOptions } = certifyOptions;

/** What `run.certify` takes beside the training. */
const certifyMethodOptions: OptionTable<
  Omit<CertifyOptions, "trajectory"> & AtTime
> = { ...pointOptions, ...atTime };

/** See {@linkcode CertifyJob}. */
export const certify: JobKind<CertifyJob, Verdict, CertifyMethod> = {
  name: "certify",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
    options: nested(certifyOptions),
  },

  *steps({ objective, parameters, options }) {
    yield {
      note: `verdict on ${counted(objective.parameterCount, "parameter")}`,
    };
    return verdictOn(objective, parameters, options);
  },

  methodsTake: { certify: certifyMethodOptions },

  methods: (submit) => ({
    certify: async (fit, given = {}) => {
      checkOptions("certify", given, certifyMethodOptions);
      const { at, ...options } = given;
      return await submit({
        ...pointOf(fit, "the verdict", at),
        options: {
          ...options,
          trajectory: trajectoryUntil(fit.trajectory, at),
        },
      });
    },
  }),
};
