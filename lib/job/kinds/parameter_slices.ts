import {
  type ParameterSlices,
  type ParameterSlicesOptions,
  parameterSlicesOptions,
  parameterSlicesTurns,
} from "../../landscape/mod.ts";
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

/** One loss slice per parameter through `parameters`. */
export interface ParameterSlicesJob {
  /** Names the kind. */
  readonly kind: "parameterSlices";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** The point that all slices go through (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode parameterSlices}. */
  readonly options?: ParameterSlicesOptions;
}

/** What the kind adds to `run`. */
export interface ParameterSlicesMethod {
  /**
   * One loss slice per parameter, through the end of a training, or through
   * where it was at a time.
   */
  parameterSlices(
    fit: TrainingResult,
    options?: ParameterSlicesOptions & AtTime,
  ): Promise<ParameterSlices>;
}

/** What `run.parameterSlices` takes beside the training. */
const parameterSlicesMethodOptions: OptionTable<
  ParameterSlicesOptions & AtTime
> = { ...parameterSlicesOptions, ...atTime };

/** See {@linkcode ParameterSlicesJob}. */
export const parameterSlices: JobKind<
  ParameterSlicesJob,
  ParameterSlices,
  ParameterSlicesMethod
> = {
  name: "parameterSlices",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
    options: nested(parameterSlicesOptions),
  },

  *steps({ objective, parameters, options }) {
    let done = 0;
    const turns = parameterSlicesTurns(objective, parameters, options);
    for (;;) {
      const next = turns.next();
      if (next.done) return next.value;
      if (next.value !== undefined) done = next.value.done;
      yield { note: "slices", done };
    }
  },

  methodsTake: { parameterSlices: parameterSlicesMethodOptions },

  methods: (submit) => ({
    parameterSlices: async (fit, given = {}) => {
      checkOptions("take slices", given, parameterSlicesMethodOptions);
      const { at, ...options } = given;
      return await submit({ ...pointOf(fit, "the slices", at), options });
    },
  }),
};
