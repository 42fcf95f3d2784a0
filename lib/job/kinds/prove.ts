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
  type Proof,
  prove as proofOf,
  type ProveOptions,
  proveOptions,
} from "../../verdict/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { type AtTime, atTime, pointOf } from "../training_point.ts";

/** Proves what critical point is near `parameters`. */
export interface ProveJob {
  /** Names the kind. */
  readonly kind: "prove";
  /** Whose landscape. */
  readonly objective: ObjectiveSource;
  /** The point (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode prove}. */
  readonly options?: ProveOptions;
}

/** What the kind adds to `run`. */
export interface ProveMethod {
  /**
   * A proof of the critical point where a training ended, or was near at a time.
   * Parameters that were frozen in the training are to be held.
   */
  prove(fit: TrainingResult, options?: ProveOptions & AtTime): Promise<Proof>;
}

/** What `run.prove` takes beside the training. */
const proveMethodOptions: OptionTable<ProveOptions & AtTime> = {
  ...proveOptions,
  ...atTime,
};

/** See {@linkcode ProveJob}. */
export const prove: JobKind<ProveJob, Proof, ProveMethod> = {
  name: "prove",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
    options: nested(proveOptions),
  },

  *steps({ objective, parameters, options }) {
    yield {
      note: `proof in ${counted(objective.parameterCount, "parameter")}`,
    };
    return proofOf(objective, parameters, options);
  },

  methodsTake: { prove: proveMethodOptions },

  methods: (submit) => ({
    prove: async (fit, given = {}) => {
      checkOptions("prove", given, proveMethodOptions);
      const { at, ...options } = given;
      return await submit({ ...pointOf(fit, "the proof", at), options });
    },
  }),
};
